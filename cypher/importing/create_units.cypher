// Makes units, still part of nothing.
// access: write
// scope: none
// params: rows: list[map]
// returns: Written
UNWIND $rows AS row
CREATE (unit:Unit {path: row.path, name: row.name, foldedPath: row.foldedPath})
RETURN count(*) AS written
