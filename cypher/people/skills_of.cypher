// The best claims of each of the given people, highest level first.
// access: read
// params: personIds: list[str], limit: int
// returns: HeldSkill
UNWIND $personIds AS personId
MATCH (person:Person {id: personId})
CALL (person) {
  MATCH (person)-[has:HAS]->(skill:Skill)
  RETURN has, skill.id AS skillId
  ORDER BY has.level DESC, skillId
  LIMIT $limit
}
RETURN person.id AS personId, skillId, has.level AS level, has.lastUsedOn AS lastUsedOn, has.revision AS revision
ORDER BY personId, level DESC, skillId
