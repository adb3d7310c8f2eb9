// Keeps other editors of the person waiting until the transaction ends, and gives the person's revision.
// access: write
// params: id: str
// returns: Revision
MATCH (person:Person {id: $id})
// Writing without reading takes the write lock and nothing else; nothing is stored (docs/decisions/0011-write-locks.md).
SET person.lockedBy = true
REMOVE person.lockedBy
RETURN person.revision AS revision
