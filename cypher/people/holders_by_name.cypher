// People who hold a skill at a level or above, after a place in the order of names, who match every filter given.
// access: read
// scope: person
// params: skillId: str, minimumLevel: int, search: str?, unit: str?, partOfUnit: str?, withFormer: bool,
//   afterFolded: str, afterName: str, afterId: str, limit: int
// returns: PersonPlace
MATCH (:Skill {id: $skillId})<-[has:HAS {skillId: $skillId}]-(person:Person)
WHERE has.level >= $minimumLevel
  AND ($scopeUnit IS NULL OR EXISTS {
    MATCH (person)-[:WORKS_IN]->(scope:Unit)
    WHERE scope.path = $scopeUnit OR scope.path STARTS WITH $scopeUnit + ' > '
  })
  AND ($withFormer OR person.leftOn IS NULL)
  AND ($search IS NULL OR person.foldedName CONTAINS $search)
  AND ($unit IS NULL OR EXISTS {
    MATCH (person)-[:WORKS_IN]->(:Unit)-[:PART_OF*0..20]->(unit:Unit)
    WHERE unit.foldedPath = $unit OR unit.foldedPath ENDS WITH $partOfUnit
  })
// A stored text sorts by code point, but is compared with a parameter by halves of surrogate pairs; a sum always so.
WITH person.id + '' AS id, person.name + '' AS name, person.foldedName + '' AS folded
WHERE folded > $afterFolded
  OR (folded = $afterFolded AND name > $afterName)
  OR (folded = $afterFolded AND name = $afterName AND id > $afterId)
RETURN id
ORDER BY folded, name, id
LIMIT $limit
