// Keeps other editors of the person waiting until the transaction ends, and gives the person's revision.
// access: write
// scope: person
// params: id: str
// returns: Revision
MATCH (person:Person {id: $id})
WHERE ($scopeUnit IS NULL OR EXISTS {
  MATCH (person)-[:WORKS_IN]->(scope:Unit)
  WHERE scope.path = $scopeUnit OR scope.path STARTS WITH $scopeUnit + ' > '
})
// Writing without reading takes the write lock and nothing else; nothing is stored (docs/decisions/0011-write-locks.md).
SET person.lockedBy = true
REMOVE person.lockedBy
RETURN person.revision AS revision
