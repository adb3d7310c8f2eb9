// To whom the given people report.
// access: read
// scope: everybody, because an import speaks for the whole organisation
// params: ids: list[str]
// returns: Reporting
UNWIND $ids AS id
MATCH (person:Person {id: id})-[:REPORTS_TO]->(manager:Person)
RETURN id, manager.id AS managerId
ORDER BY id, managerId
