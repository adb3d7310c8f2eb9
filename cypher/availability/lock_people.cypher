// Takes the write lock of the given people, in order, so that nobody edits them until this transaction ends.
// access: write
// scope: everybody, because free time is derived for everybody
// params: personIds: list[str]
// returns: nothing
UNWIND $personIds AS personId
MATCH (person:Person {id: personId})
// Writing without reading takes the write lock and nothing else; nothing is stored (docs/decisions/0011-write-locks.md).
SET person.lockedBy = true
REMOVE person.lockedBy
