// What the given people claim; the four lists of a person are parallel.
// access: read
// scope: everybody, because an import speaks for the whole organisation
// params: personIds: list[str]
// returns: StoredClaims
UNWIND $personIds AS personId
MATCH (person:Person {id: personId})-[has:HAS]->(:Skill)
WITH person, has
ORDER BY has.skillId
RETURN person.id AS personId, collect(has.skillId) AS skillIds, collect(has.level) AS levels,
  collect(coalesce(toString(has.lastUsedOn), '')) AS lastUsed, collect(has.revision) AS revisions
ORDER BY personId
