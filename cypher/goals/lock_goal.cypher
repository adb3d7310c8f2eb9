// Keeps other editors of the goal waiting until the transaction ends, and says whose it is.
// access: write
// params: id: str
// returns: GoalOwner
MATCH (goal:Goal {id: $id})
// Writing without reading takes the write lock and nothing else; nothing is stored (docs/decisions/0011-write-locks.md).
SET goal.lockedBy = true
REMOVE goal.lockedBy
WITH goal
MATCH (person:Person)-[:PURSUES]->(goal)
RETURN person.id AS personId
