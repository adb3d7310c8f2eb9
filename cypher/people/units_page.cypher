// A page of units by path, each with the number of people who work in it directly; those who have left do not count.
// access: read
// scope: person
// params: search: str?, after: str, limit: int
// returns: Unit
MATCH (unit:Unit)
WHERE unit.path > $after
  AND ($search IS NULL OR unit.foldedPath CONTAINS $search)
WITH unit
ORDER BY unit.path
LIMIT $limit
RETURN unit.path AS path, COUNT {
  MATCH (unit)<-[:WORKS_IN]-(person:Person)
  WHERE person.leftOn IS NULL
    AND ($scopeUnit IS NULL OR EXISTS {
      MATCH (person)-[:WORKS_IN]->(scope:Unit)
      WHERE scope.path = $scopeUnit OR scope.path STARTS WITH $scopeUnit + ' > '
    })
} AS people
ORDER BY path
