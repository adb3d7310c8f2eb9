// Makes the units that are not there yet, each part of the one around it, if any.
// access: write
// scope: none
// params: rows: list[map]
// returns: Written
UNWIND $rows AS row
MERGE (unit:Unit {path: row.path})
  ON CREATE SET unit.name = row.name, unit.foldedPath = row.foldedPath
WITH unit, row
CALL (unit, row) {
  MATCH (parent:Unit {path: row.parent})
  MERGE (unit)-[:PART_OF]->(parent)
  RETURN count(*) AS around
}
RETURN sum(1 + around) AS written
