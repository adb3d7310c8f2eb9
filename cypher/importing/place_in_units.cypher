// Lets each person work in one unit, or in none.
// access: write
// scope: everybody, because an import speaks for the whole organisation
// params: rows: list[map]
// returns: Written
UNWIND $rows AS row
MATCH (person:Person {id: row.id})
CALL (person) {
  MATCH (person)-[old:WORKS_IN]->(:Unit)
  DELETE old
}
CALL (person, row) {
  MATCH (unit:Unit {path: row.other})
  CREATE (person)-[:WORKS_IN]->(unit)
}
RETURN sum(COUNT { (person)-[:WORKS_IN]->(:Unit) }) AS written
