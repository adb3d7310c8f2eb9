// What one person claims of one skill.
// access: read
// scope: person
// params: personId: str, skillId: str
// returns: HeldSkill
MATCH (person:Person {id: $personId})-[has:HAS]->(skill:Skill {id: $skillId})
WHERE ($scopeUnit IS NULL OR EXISTS {
  MATCH (person)-[:WORKS_IN]->(scope:Unit)
  WHERE scope.path = $scopeUnit OR scope.path STARTS WITH $scopeUnit + ' > '
})
RETURN person.id AS personId, skill.id AS skillId, has.level AS level, has.lastUsedOn AS lastUsedOn,
  has.revision AS revision, has.claimedOn AS claimedOn, has.changedOn AS changedOn
LIMIT 1
