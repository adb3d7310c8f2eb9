// The given goals with their targets.
// access: read
// scope: person
// params: ids: list[str]
// returns: Goal
UNWIND $ids AS id
MATCH (person:Person)-[:PURSUES]->(goal:Goal {id: id})
WHERE ($scopeUnit IS NULL OR EXISTS {
  MATCH (person)-[:WORKS_IN]->(scope:Unit)
  WHERE scope.path = $scopeUnit OR scope.path STARTS WITH $scopeUnit + ' > '
})
RETURN goal.id AS id, person.id AS personId, goal.statement AS statement, goal.dueOn AS dueOn,
  goal.status AS status, goal.outcome AS outcome, goal.priority AS priority, goal.revision AS revision,
  goal.statedOn AS statedOn, goal.closedOn AS closedOn,
  COLLECT {
    MATCH (goal)-[targets:TARGETS]->(skill:Skill)
    RETURN {skillId: skill.id, level: targets.level, weight: targets.weight} AS target
    ORDER BY skill.id
  } AS targets
ORDER BY id
