// A page of the goals of each of the given people with their targets: active ones first, then by due day, those without
// one last, then by id; after a place if one is given.
// access: read
// scope: person
// params: personIds: list[str], closedToo: bool, afterStatus: str?, afterDue: str?, afterId: str?, limit: int
// returns: Goal
UNWIND $personIds AS personId
MATCH (person:Person {id: personId})
WHERE ($scopeUnit IS NULL OR EXISTS {
  MATCH (person)-[:WORKS_IN]->(scope:Unit)
  WHERE scope.path = $scopeUnit OR scope.path STARTS WITH $scopeUnit + ' > '
})
CALL (person) {
  MATCH (person)-[:PURSUES]->(goal:Goal)
  WHERE goal.status = 'active' OR $closedToo
  // No due day sorts behind every date.
  WITH goal, coalesce(toString(goal.dueOn), 'none') AS due
  WHERE $afterStatus IS NULL OR goal.status > $afterStatus
    OR (goal.status = $afterStatus AND (due > $afterDue OR (due = $afterDue AND goal.id > $afterId)))
  RETURN goal, due
  ORDER BY goal.status, due, goal.id
  LIMIT $limit
}
RETURN goal.id AS id, person.id AS personId, goal.statement AS statement, goal.dueOn AS dueOn,
  goal.status AS status, goal.outcome AS outcome, goal.priority AS priority, goal.revision AS revision,
  goal.statedOn AS statedOn, goal.closedOn AS closedOn,
  COLLECT {
    MATCH (goal)-[targets:TARGETS]->(skill:Skill)
    RETURN {skillId: skill.id, level: targets.level, weight: targets.weight} AS target
    ORDER BY skill.id
  } AS targets
ORDER BY personId, status, due, id
