// Gives each person one function, or none.
// access: write
// scope: everybody, because an import speaks for the whole organisation
// params: rows: list[map]
// returns: Written
UNWIND $rows AS row
MATCH (person:Person {id: row.id})
CALL (person) {
  MATCH (person)-[old:HAS_FUNCTION]->(:Function)
  DELETE old
}
CALL (person, row) {
  MATCH (function:Function {name: row.other})
  CREATE (person)-[:HAS_FUNCTION]->(function)
}
RETURN sum(COUNT { (person)-[:HAS_FUNCTION]->(:Function) }) AS written
