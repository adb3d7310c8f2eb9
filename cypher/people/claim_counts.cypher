// How many skills each of the given people claims.
// access: read
// scope: person
// params: personIds: list[str]
// returns: Counted
UNWIND $personIds AS personId
MATCH (person:Person {id: personId})
WHERE ($scopeUnit IS NULL OR EXISTS {
  MATCH (person)-[:WORKS_IN]->(scope:Unit)
  WHERE scope.path = $scopeUnit OR scope.path STARTS WITH $scopeUnit + ' > '
})
RETURN person.id AS id, COUNT { (person)-[:HAS]->(:Skill) } AS count
ORDER BY id
