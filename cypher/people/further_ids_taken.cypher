// From further ids to the people to whom they lead, for edits that give ids.
// access: read
// scope: everybody, because an id is given once in the whole map
// params: ids: list[str]
// returns: PersonMeant
UNWIND $ids AS id
MATCH (:PersonId {id: id})-[:IDENTIFIES]->(person:Person)
RETURN id, person.id AS personId
ORDER BY id
