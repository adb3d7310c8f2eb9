// Makes new units each part of one other.
// access: write
// scope: none
// params: rows: list[map]
// returns: Written
UNWIND $rows AS row
MATCH (unit:Unit {path: row.path})
MATCH (parent:Unit {path: row.parent})
CREATE (unit)-[:PART_OF]->(parent)
RETURN count(*) AS written
