// Makes people, still outside of any unit.
// access: write
// scope: everybody, because an import speaks for the whole organisation
// params: rows: list[map]
// returns: Written
UNWIND $rows AS row
CREATE (person:Person {id: row.id, placesTaken: 0, tieKey: row.tieKey, revision: 1})
SET person += row.properties
RETURN count(*) AS written
