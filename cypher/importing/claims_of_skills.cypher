// Who claims one of the given skills; meant for retired ones, which are few.
// access: read
// scope: everybody, because an import speaks for the whole organisation
// params: skillIds: list[str]
// returns: Claimed
UNWIND $skillIds AS skillId
MATCH (person:Person)-[has:HAS]->(:Skill {id: skillId})
RETURN person.id AS personId, skillId
ORDER BY personId, skillId
