// People after a place in the order of names who match every filter that is given.
// access: read
// params: search: str?, unit: str?, afterName: str, afterId: str, limit: int
// returns: PersonPlace
MATCH (person:Person)
WHERE person.name >= $afterName
  AND person.id IS NOT NULL
  AND (person.name > $afterName OR person.id > $afterId)
  AND ($search IS NULL OR toLower(normalize(person.name, NFKC)) CONTAINS toLower($search))
  AND ($unit IS NULL OR EXISTS { (person)-[:WORKS_IN]->(:Unit)-[:PART_OF*0..20]->(:Unit {name: $unit}) })
WITH person.id AS id, person.name AS name
ORDER BY name, id
LIMIT $limit
RETURN id
