// Makes goals, still without targets.
// access: write
// scope: everybody, because an import speaks for the whole organisation
// params: rows: list[map]
// returns: Written
UNWIND $rows AS row
MATCH (person:Person {id: row.personId})
CREATE (person)-[:PURSUES]->(:Goal {
  id: row.id, statement: row.statement, dueOn: row.dueOn, status: 'active', priority: 1.0, revision: 1
})
RETURN count(*) AS written
