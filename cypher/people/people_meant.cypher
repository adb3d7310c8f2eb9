// From further ids to the people to whom they lead; ids that lead to nobody are left out.
// access: read
// scope: person
// params: ids: list[str]
// returns: PersonMeant
UNWIND $ids AS id
MATCH (:PersonId {id: id})-[:IDENTIFIES]->(person:Person)
WHERE ($scopeUnit IS NULL OR EXISTS {
  MATCH (person)-[:WORKS_IN]->(scope:Unit)
  WHERE scope.path = $scopeUnit OR scope.path STARTS WITH $scopeUnit + ' > '
})
RETURN id, person.id AS personId
ORDER BY id
