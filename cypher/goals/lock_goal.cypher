// Keeps other editors of the goal waiting until the transaction ends, and says whose it is.
// access: write
// scope: person
// params: id: str
// returns: GoalOwner
MATCH (person:Person)-[:PURSUES]->(goal:Goal {id: $id})
WHERE ($scopeUnit IS NULL OR EXISTS {
  MATCH (person)-[:WORKS_IN]->(scope:Unit)
  WHERE scope.path = $scopeUnit OR scope.path STARTS WITH $scopeUnit + ' > '
})
// Writing without reading takes the write lock and nothing else; nothing is stored (docs/decisions/0011-write-locks.md).
SET goal.lockedBy = true
REMOVE goal.lockedBy
RETURN person.id AS personId
