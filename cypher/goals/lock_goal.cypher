// Keeps other editors of the goal waiting until the transaction ends, and says whose it is.
// access: write
// params: id: str
// returns: GoalOwner
MATCH (goal:Goal {id: $id})
// Taking away a property that nobody has takes the write lock and stores nothing (docs/decisions/0011-write-locks.md).
REMOVE goal.lockedBy
WITH goal
MATCH (person:Person)-[:PURSUES]->(goal)
RETURN person.id AS personId
