// Lets each person report to one other, or to nobody.
// access: write
// scope: everybody, because an import speaks for the whole organisation
// params: rows: list[map]
// returns: Written
UNWIND $rows AS row
MATCH (person:Person {id: row.id})
CALL (person) {
  MATCH (person)-[old:REPORTS_TO]->(:Person)
  DELETE old
}
CALL (person, row) {
  MATCH (manager:Person {id: row.other})
  CREATE (person)-[:REPORTS_TO]->(manager)
}
RETURN sum(COUNT { (person)-[:REPORTS_TO]->(:Person) }) AS written
