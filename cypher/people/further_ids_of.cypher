// All further ids of the given people.
// access: read
// scope: person
// params: personIds: list[str]
// returns: PersonMeant
UNWIND $personIds AS personId
MATCH (further:PersonId)-[:IDENTIFIES]->(person:Person {id: personId})
WHERE ($scopeUnit IS NULL OR EXISTS {
  MATCH (person)-[:WORKS_IN]->(scope:Unit)
  WHERE scope.path = $scopeUnit OR scope.path STARTS WITH $scopeUnit + ' > '
})
RETURN further.id AS id, personId
ORDER BY personId, id
