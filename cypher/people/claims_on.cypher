// A page of the claims of each of the given skills, highest level first, then by person; after a place if one is given.
// Those who have left are not shown.
// access: read
// scope: person
// params: skillIds: list[str], minimumLevel: int, afterLevel: int?, afterId: str?, limit: int
// returns: HeldSkill
UNWIND $skillIds AS skillId
MATCH (skill:Skill {id: skillId})
CALL (skill, skillId) {
  MATCH (skill)<-[has:HAS {skillId: skillId}]-(person:Person)
  WHERE has.level >= $minimumLevel
    AND ($afterLevel IS NULL OR has.level < $afterLevel OR (has.level = $afterLevel AND person.id > $afterId))
    AND person.leftOn IS NULL
    AND ($scopeUnit IS NULL OR EXISTS {
      MATCH (person)-[:WORKS_IN]->(scope:Unit)
      WHERE scope.path = $scopeUnit OR scope.path STARTS WITH $scopeUnit + ' > '
    })
  RETURN has, person.id AS personId
  ORDER BY has.level DESC, personId
  LIMIT $limit
}
RETURN personId, skillId, has.level AS level, has.lastUsedOn AS lastUsedOn,
  has.revision AS revision, has.claimedOn AS claimedOn, has.changedOn AS changedOn
ORDER BY skillId, level DESC, personId
