// All further ids of people, as one row of parallel lists.
// access: read
// scope: everybody, because an import speaks for the whole organisation
// params: none
// returns: PackedIds
MATCH (further:PersonId)-[:IDENTIFIES]->(person:Person)
WITH further.id AS id, person.id AS personId
ORDER BY id
RETURN collect(id) AS ids, collect(personId) AS personIds
