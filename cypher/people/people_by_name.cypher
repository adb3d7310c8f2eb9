// People after a place in the order of names who match every filter that is given.
// access: read
// scope: person
// params: search: str?, unit: str?, partOfUnit: str?, withFormer: bool,
//   afterFolded: str, afterName: str, afterId: str, limit: int
// returns: PersonPlace
CALL () {
  // The index compares with the place as it sorts, by code point; a filter would compare by halves of surrogate pairs.
  MATCH (person:Person)
  USING INDEX SEEK person:Person(foldedName, name, id)
  WHERE person.foldedName = $afterFolded
    AND person.name = $afterName
    AND person.id > $afterId
    AND ($withFormer OR person.leftOn IS NULL)
    AND ($search IS NULL OR person.foldedName CONTAINS $search)
    AND ($scopeUnit IS NULL OR EXISTS {
      MATCH (person)-[:WORKS_IN]->(scope:Unit)
      WHERE scope.path = $scopeUnit OR scope.path STARTS WITH $scopeUnit + ' > '
    })
    AND ($unit IS NULL OR EXISTS {
      MATCH (person)-[:WORKS_IN]->(:Unit)-[:PART_OF*0..20]->(unit:Unit)
      WHERE unit.foldedPath = $unit OR unit.foldedPath ENDS WITH $partOfUnit
    })
  RETURN 1 AS part, person
  ORDER BY person.foldedName, person.name, person.id
  LIMIT $limit
  UNION ALL
  MATCH (person:Person)
  USING INDEX SEEK person:Person(foldedName, name, id)
  WHERE person.foldedName = $afterFolded
    AND person.name > $afterName
    AND person.id IS NOT NULL
    AND ($withFormer OR person.leftOn IS NULL)
    AND ($search IS NULL OR person.foldedName CONTAINS $search)
    AND ($scopeUnit IS NULL OR EXISTS {
      MATCH (person)-[:WORKS_IN]->(scope:Unit)
      WHERE scope.path = $scopeUnit OR scope.path STARTS WITH $scopeUnit + ' > '
    })
    AND ($unit IS NULL OR EXISTS {
      MATCH (person)-[:WORKS_IN]->(:Unit)-[:PART_OF*0..20]->(unit:Unit)
      WHERE unit.foldedPath = $unit OR unit.foldedPath ENDS WITH $partOfUnit
    })
  RETURN 2 AS part, person
  ORDER BY person.foldedName, person.name, person.id
  LIMIT $limit
  UNION ALL
  MATCH (person:Person)
  USING INDEX SEEK person:Person(foldedName, name, id)
  WHERE person.foldedName > $afterFolded
    AND person.name IS NOT NULL
    AND person.id IS NOT NULL
    AND ($withFormer OR person.leftOn IS NULL)
    AND ($search IS NULL OR person.foldedName CONTAINS $search)
    AND ($scopeUnit IS NULL OR EXISTS {
      MATCH (person)-[:WORKS_IN]->(scope:Unit)
      WHERE scope.path = $scopeUnit OR scope.path STARTS WITH $scopeUnit + ' > '
    })
    AND ($unit IS NULL OR EXISTS {
      MATCH (person)-[:WORKS_IN]->(:Unit)-[:PART_OF*0..20]->(unit:Unit)
      WHERE unit.foldedPath = $unit OR unit.foldedPath ENDS WITH $partOfUnit
    })
  RETURN 3 AS part, person
  ORDER BY person.foldedName, person.name, person.id
  LIMIT $limit
}
RETURN person.id AS id
ORDER BY part, person.foldedName, person.name, id
LIMIT $limit
