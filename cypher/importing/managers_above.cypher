// Who reports to whom, from the given people upwards.
// access: read
// scope: everybody, because an import speaks for the whole organisation
// params: ids: list[str]
// returns: Reporting
UNWIND $ids AS id
MATCH (:Person {id: id})-[:REPORTS_TO*0..]->(person:Person)-[:REPORTS_TO]->(manager:Person)
RETURN DISTINCT person.id AS id, manager.id AS managerId
ORDER BY id, managerId
