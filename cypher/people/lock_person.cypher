// Keeps other editors of the person waiting until the transaction ends, and gives the person's revision.
// access: write
// params: id: str
// returns: Revision
MATCH (person:Person {id: $id})
// Only a sum takes the lock before it reads; a property set to itself takes none.
SET person.revision = person.revision + 0
RETURN person.revision AS revision
