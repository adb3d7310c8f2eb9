// Keeps other editors of the person waiting until the transaction ends, and gives the person's revision.
// access: write
// params: id: str
// returns: Revision
MATCH (person:Person {id: $id})
// Taking away a property that nobody has takes the write lock and stores nothing (docs/decisions/0011-write-locks.md).
REMOVE person.lockedBy
RETURN person.revision AS revision
