// How many people hold each of the given skills at a level or above; those who have left do not count.
// access: read
// scope: person
// params: skillIds: list[str], minimumLevel: int
// returns: Counted
UNWIND $skillIds AS skillId
MATCH (skill:Skill {id: skillId})
RETURN skill.id AS id, COUNT {
  MATCH (skill)<-[has:HAS {skillId: skillId}]-(person:Person)
  WHERE has.level >= $minimumLevel
    AND person.leftOn IS NULL
    AND ($scopeUnit IS NULL OR EXISTS {
      MATCH (person)-[:WORKS_IN]->(scope:Unit)
      WHERE scope.path = $scopeUnit OR scope.path STARTS WITH $scopeUnit + ' > '
    })
} AS count
ORDER BY id
