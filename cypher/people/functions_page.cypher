// A page of functions by name, each with the number of people who have it; those who have left do not count.
// access: read
// scope: person
// params: after: str, limit: int
// returns: Function
MATCH (function:Function)
WHERE function.name > $after
WITH function
ORDER BY function.name
LIMIT $limit
RETURN function.name AS name, COUNT {
  MATCH (function)<-[:HAS_FUNCTION]-(person:Person)
  WHERE person.leftOn IS NULL
    AND ($scopeUnit IS NULL OR EXISTS {
      MATCH (person)-[:WORKS_IN]->(scope:Unit)
      WHERE scope.path = $scopeUnit OR scope.path STARTS WITH $scopeUnit + ' > '
    })
} AS people
ORDER BY name
