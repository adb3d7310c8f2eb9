// Who has each of the given skills, at level 1 or above.
// access: read
// scope: everybody, because evidence is counted over everybody, and no person is shown
// params: ids: list[str]
// returns: SkillHolders
UNWIND $ids AS id
MATCH (skill:Skill {id: id})
RETURN skill.id AS id, COLLECT {
  MATCH (skill)<-[has:HAS]-(person:Person)
  WHERE has.level >= 1
  RETURN person.id AS personId
} AS personIds
ORDER BY id
