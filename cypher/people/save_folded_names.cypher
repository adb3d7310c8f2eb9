// Stores folded forms of people's names, and leaves alone whose name has changed since.
// access: write
// params: rows: list[map]
// returns: nothing
UNWIND $rows AS row
MATCH (person:Person {id: row.key})
WHERE person.name = row.text
SET person.foldedName = row.fold
