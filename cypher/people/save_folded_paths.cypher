// Stores folded forms of paths of units.
// access: write
// scope: none
// params: rows: list[map]
// returns: nothing
UNWIND $rows AS row
MATCH (unit:Unit {path: row.key})
SET unit.foldedPath = row.fold
