// Creates people, or changes those who are still at the revision that was seen and keep enough places.
// A revision of 0 means that nobody has this id yet. A null clears a property; `redrawn` names the kinds of relationship
// that are replaced, by what the row says of unit, function and manager. Everything that was written counts.
// access: write
// scope: everybody, because these people were locked within the scope, or are new
// params: rows: list[map]
// returns: Written
UNWIND $rows AS row
MERGE (person:Person {id: row.id})
  ON CREATE SET person.revision = 0, person.placesTaken = 0, person.tieKey = row.tieKey
// Only a sum takes the lock before it reads, so the comparison comes after it.
SET person.revision = person.revision + 1
WITH person, row
WHERE person.revision = row.revision + 1
  AND (row.properties.places IS NULL OR row.properties.places >= person.placesTaken)
SET person += row.properties
WITH person, row
CALL (person, row) {
  MATCH (person)-[old:WORKS_IN|HAS_FUNCTION|REPORTS_TO]->()
  WHERE type(old) IN row.redrawn
  DELETE old
}
CALL (person, row) {
  MATCH (unit:Unit {path: row.unit})
  CREATE (person)-[:WORKS_IN]->(unit)
  RETURN count(*) AS ofUnits
}
CALL (person, row) {
  MATCH (function:Function {name: row.function})
  CREATE (person)-[:HAS_FUNCTION]->(function)
  RETURN count(*) AS ofFunctions
}
CALL (person, row) {
  MATCH (manager:Person {id: row.manager})
  CREATE (person)-[:REPORTS_TO]->(manager)
  RETURN count(*) AS ofManagers
}
RETURN sum(1 + ofUnits + ofFunctions + ofManagers) AS written
