// Every unit with the one that it is part of.
// access: read
// params: none
// returns: UnitRecord
MATCH (unit:Unit)
RETURN unit.name AS name,
  head(COLLECT {
    MATCH (unit)-[:PART_OF]->(parent:Unit)
    RETURN parent.name AS parent
    ORDER BY parent
  }) AS parent
ORDER BY name
