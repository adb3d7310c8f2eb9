// Whose goal it is.
// access: read
// scope: person
// params: goalId: str
// returns: GoalOwner
MATCH (goal:Goal {id: $goalId})<-[:PURSUES]-(person:Person)
WHERE ($scopeUnit IS NULL OR EXISTS {
  MATCH (person)-[:WORKS_IN]->(scope:Unit)
  WHERE scope.path = $scopeUnit OR scope.path STARTS WITH $scopeUnit + ' > '
})
RETURN person.id AS personId
