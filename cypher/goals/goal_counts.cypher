// How many goals each of the given people has.
// access: read
// scope: person
// params: personIds: list[str], closedToo: bool
// returns: Counted
UNWIND $personIds AS personId
MATCH (person:Person {id: personId})
WHERE ($scopeUnit IS NULL OR EXISTS {
  MATCH (person)-[:WORKS_IN]->(scope:Unit)
  WHERE scope.path = $scopeUnit OR scope.path STARTS WITH $scopeUnit + ' > '
})
RETURN person.id AS id,
  COUNT { MATCH (person)-[:PURSUES]->(goal:Goal) WHERE goal.status = 'active' OR $closedToo } AS count
ORDER BY id
