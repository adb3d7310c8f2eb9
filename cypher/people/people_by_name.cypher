// People after a place in the order of names who match every filter that is given.
// access: read
// params: search: str?, unit: str?, afterName: str, afterId: str, limit: int
// returns: PersonPlace
CALL () {
  // The index compares with the place as it sorts, by code point; a filter would compare by halves of surrogate pairs.
  MATCH (person:Person)
  USING INDEX SEEK person:Person(name, id)
  WHERE person.name = $afterName
    AND person.id > $afterId
    AND ($search IS NULL OR toLower(normalize(person.name, NFKC)) CONTAINS toLower($search))
    AND ($unit IS NULL OR EXISTS { (person)-[:WORKS_IN]->(:Unit)-[:PART_OF*0..20]->(:Unit {name: $unit}) })
  RETURN 1 AS part, person
  ORDER BY person.name, person.id
  LIMIT $limit
  UNION ALL
  MATCH (person:Person)
  USING INDEX SEEK person:Person(name, id)
  WHERE person.name > $afterName
    AND person.id IS NOT NULL
    AND ($search IS NULL OR toLower(normalize(person.name, NFKC)) CONTAINS toLower($search))
    AND ($unit IS NULL OR EXISTS { (person)-[:WORKS_IN]->(:Unit)-[:PART_OF*0..20]->(:Unit {name: $unit}) })
  RETURN 2 AS part, person
  ORDER BY person.name, person.id
  LIMIT $limit
}
RETURN person.id AS id
ORDER BY part, person.name, id
LIMIT $limit
