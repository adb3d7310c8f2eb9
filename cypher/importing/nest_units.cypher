// Makes each unit part of one other, which takes it out of where it was.
// access: write
// params: rows: list[map]
// returns: Written
UNWIND $rows AS row
MATCH (unit:Unit {name: row.name})
MATCH (parent:Unit {name: row.parent})
CALL (unit) {
  MATCH (unit)-[old:PART_OF]->(:Unit)
  DELETE old
}
CREATE (unit)-[:PART_OF]->(parent)
RETURN count(*) AS written
