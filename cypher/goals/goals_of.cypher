// Goals of each of the given people with their targets: active ones first, then by the day on which they are due.
// access: read
// params: personIds: list[str], closedToo: bool, limit: int
// returns: Goal
UNWIND $personIds AS personId
MATCH (person:Person {id: personId})
CALL (person) {
  MATCH (person)-[:PURSUES]->(goal:Goal)
  WHERE goal.status = 'active' OR $closedToo
  RETURN goal
  ORDER BY goal.status, goal.dueOn, goal.id
  LIMIT $limit
}
RETURN goal.id AS id, person.id AS personId, goal.statement AS statement, goal.dueOn AS dueOn,
  goal.status AS status, goal.outcome AS outcome, goal.priority AS priority, goal.revision AS revision,
  COLLECT {
    MATCH (goal)-[targets:TARGETS]->(skill:Skill)
    RETURN {skillId: skill.id, level: targets.level, weight: targets.weight} AS target
    ORDER BY skill.id
  } AS targets
ORDER BY personId, status, dueOn, id
