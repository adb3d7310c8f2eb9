// The given goals as stored, with their targets; priority is no matter of an import.
// access: read
// scope: everybody, because an import speaks for the whole organisation
// params: ids: list[str]
// returns: StoredGoal
UNWIND $ids AS id
MATCH (person:Person)-[:PURSUES]->(goal:Goal {id: id})
RETURN goal.id AS id, person.id AS personId, goal.statement AS statement, goal.dueOn AS dueOn,
  goal.status AS status, goal.outcome AS outcome, goal.statedOn AS statedOn, goal.closedOn AS closedOn,
  goal.revision AS revision,
  COLLECT {
    MATCH (goal)-[targets:TARGETS]->(skill:Skill)
    RETURN [skill.id, targets.level, targets.weight] AS target
    ORDER BY skill.id
  } AS targets
ORDER BY id
