// A page of the claims of each of the given people, highest level first, then by skill; after a place if one is given.
// access: read
// scope: person
// params: personIds: list[str], afterLevel: int?, afterId: str?, limit: int
// returns: HeldSkill
UNWIND $personIds AS personId
MATCH (person:Person {id: personId})
WHERE ($scopeUnit IS NULL OR EXISTS {
  MATCH (person)-[:WORKS_IN]->(scope:Unit)
  WHERE scope.path = $scopeUnit OR scope.path STARTS WITH $scopeUnit + ' > '
})
CALL (person) {
  MATCH (person)-[has:HAS]->(skill:Skill)
  WHERE $afterLevel IS NULL OR has.level < $afterLevel OR (has.level = $afterLevel AND skill.id > $afterId)
  RETURN has, skill.id AS skillId
  ORDER BY has.level DESC, skillId
  LIMIT $limit
}
RETURN person.id AS personId, skillId, has.level AS level, has.lastUsedOn AS lastUsedOn,
  has.revision AS revision, has.claimedOn AS claimedOn, has.changedOn AS changedOn
ORDER BY personId, level DESC, skillId
