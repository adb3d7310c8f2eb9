// People who hold a skill at a level or above, after a place in the order of names, who match every filter given.
// access: read
// params: skillId: str, minimumLevel: int, search: str?, unit: str?, afterName: str, afterId: str, limit: int
// returns: PersonPlace
MATCH (:Skill {id: $skillId})<-[has:HAS {skillId: $skillId}]-(person:Person)
WHERE has.level >= $minimumLevel
  AND ($search IS NULL OR toLower(normalize(person.name, NFKC)) CONTAINS toLower($search))
  AND ($unit IS NULL OR EXISTS { (person)-[:WORKS_IN]->(:Unit)-[:PART_OF*0..20]->(:Unit {name: $unit}) })
// A stored text sorts by code point, but is compared with a parameter by halves of surrogate pairs; a sum always so.
WITH person.id + '' AS id, person.name + '' AS name
WHERE name > $afterName
  OR (name = $afterName AND id > $afterId)
RETURN id
ORDER BY name, id
LIMIT $limit
