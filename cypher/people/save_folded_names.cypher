// Stores folded forms of people's names, and leaves alone whose name has changed since.
// access: write
// scope: everybody, because folded names are derived for everybody
// params: rows: list[map]
// returns: nothing
UNWIND $rows AS row
MATCH (person:Person {id: row.key})
WHERE person.name = row.text
SET person.foldedName = row.fold
