// Names with their stored folded forms, a page of people after the given id.
// access: read
// scope: everybody, because folded names are derived for everybody
// params: after: str, limit: int
// returns: StoredFold
MATCH (person:Person)
WHERE person.id > $after
RETURN person.id AS key, person.name AS text, person.foldedName AS fold
ORDER BY key
LIMIT $limit
