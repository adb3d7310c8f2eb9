// Lets people who report to nobody yet report to one other each.
// access: write
// scope: everybody, because an import speaks for the whole organisation
// params: rows: list[map]
// returns: Written
UNWIND $rows AS row
MATCH (person:Person {id: row.id})
MATCH (manager:Person {id: row.other})
CREATE (person)-[:REPORTS_TO]->(manager)
RETURN count(*) AS written
