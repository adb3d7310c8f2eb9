// How many goals a person pursues now.
// access: read
// scope: person
// params: personId: str
// returns: ActiveGoals
MATCH (person:Person {id: $personId})
WHERE ($scopeUnit IS NULL OR EXISTS {
  MATCH (person)-[:WORKS_IN]->(scope:Unit)
  WHERE scope.path = $scopeUnit OR scope.path STARTS WITH $scopeUnit + ' > '
})
RETURN COUNT { (person)-[:PURSUES]->(:Goal {status: 'active'}) } AS count
