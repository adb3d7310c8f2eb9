// Makes units, each part of the one around it, if any.
// access: write
// scope: none
// params: rows: list[map]
// returns: Written
UNWIND $rows AS row
CREATE (unit:Unit {path: row.path, name: row.name, foldedPath: row.foldedPath})
WITH unit, row
CALL (unit, row) {
  MATCH (parent:Unit {path: row.parent})
  CREATE (unit)-[:PART_OF]->(parent)
  RETURN count(*) AS around
}
RETURN sum(1 + around) AS written
