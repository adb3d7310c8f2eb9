// Makes patterns of people.
// access: write
// scope: everybody, because an import speaks for the whole organisation
// params: rows: list[map]
// returns: Written
UNWIND $rows AS row
MATCH (person:Person {id: row.personId})
CREATE (person)-[:KEEPS]->(pattern:Pattern {id: row.id})
SET pattern += row.properties
RETURN count(*) AS written
