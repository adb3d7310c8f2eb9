// Lets further ids lead to people.
// access: write
// scope: everybody, because these people were locked within the scope, or an import speaks for everybody
// params: rows: list[map]
// returns: nothing
UNWIND $rows AS row
MATCH (person:Person {id: row.personId})
MERGE (further:PersonId {id: row.id})
MERGE (further)-[:IDENTIFIES]->(person)
