// Keeps other editors of the goal waiting until the transaction ends, and says whose it is.
// access: write
// params: id: str
// returns: GoalOwner
MATCH (goal:Goal {id: $id})
// Only a sum takes the lock before it reads; a property set to itself takes none.
SET goal.revision = goal.revision + 0
WITH goal
MATCH (person:Person)-[:PURSUES]->(goal)
RETURN person.id AS personId
