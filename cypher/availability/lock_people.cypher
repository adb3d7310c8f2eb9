// Takes the write lock of the given people, in order, so that nobody edits them until this transaction ends.
// access: write
// params: personIds: list[str]
// returns: nothing
UNWIND $personIds AS personId
MATCH (person:Person {id: personId})
// A sum takes the lock; setting a property to itself does not.
SET person.revision = person.revision + 0
