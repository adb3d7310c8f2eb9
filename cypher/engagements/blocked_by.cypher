// Whom a person blocks.
// access: read
// scope: person
// params: personId: str, limit: int
// returns: PersonId
MATCH (:Person {id: $personId})-[:BLOCKS]->(person:Person)
WHERE ($scopeUnit IS NULL OR EXISTS {
  MATCH (person)-[:WORKS_IN]->(scope:Unit)
  WHERE scope.path = $scopeUnit OR scope.path STARTS WITH $scopeUnit + ' > '
})
RETURN person.id AS id
ORDER BY id
LIMIT $limit
