// Stores everything of a goal but its targets.
// access: write
// scope: everybody, because its person was locked within the scope
// params: id: str, text: str?, dueOn: date?, status: str, outcome: str?, priority: float, revision: int
// returns: nothing
MATCH (goal:Goal {id: $id})
SET goal.statement = $text, goal.dueOn = $dueOn, goal.status = $status, goal.outcome = $outcome,
  goal.priority = $priority, goal.revision = $revision
