// Takes the write lock of the given people, in order, so that nobody edits them until this transaction ends.
// access: write
// params: personIds: list[str]
// returns: nothing
UNWIND $personIds AS personId
MATCH (person:Person {id: personId})
// Taking away a property that nobody has takes the write lock and stores nothing (docs/decisions/0011-write-locks.md).
REMOVE person.lockedBy
