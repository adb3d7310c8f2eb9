// Changes people who are still at the revision that was seen and keep enough places; a null clears a property.
// access: write
// scope: everybody, because an import speaks for the whole organisation
// params: rows: list[map]
// returns: Written
UNWIND $rows AS row
MATCH (person:Person {id: row.id})
// Only a sum takes the lock before it reads, so the comparison comes after it.
SET person.revision = person.revision + 1
WITH person, row
WHERE person.revision = row.revision + 1
  AND (row.properties.places IS NULL OR row.properties.places >= person.placesTaken)
SET person += row.properties
RETURN count(*) AS written
