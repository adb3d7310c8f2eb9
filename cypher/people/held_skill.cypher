// What one person claims of one skill.
// access: read
// params: personId: str, skillId: str
// returns: HeldSkill
MATCH (person:Person {id: $personId})-[has:HAS]->(skill:Skill {id: $skillId})
RETURN person.id AS personId, skill.id AS skillId, has.level AS level, has.lastUsedOn AS lastUsedOn,
  has.revision AS revision
LIMIT 1
