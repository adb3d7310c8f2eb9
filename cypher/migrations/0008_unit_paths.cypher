// A unit is its path from the outermost one; folded forms are what searches compare and people are sorted by. These are
// near to the rule of the service, which `graphapi migrate` then applies exactly.
// kind: data
MATCH path = (unit:Unit)-[:PART_OF*0..20]->(outermost:Unit)
WHERE unit.path IS NULL AND NOT EXISTS { (outermost)-[:PART_OF]->(:Unit) }
WITH unit, reduce(said = '', name IN [each IN reverse(nodes(path)) | each.name] |
  said + CASE said WHEN '' THEN '' ELSE ' > ' END + name) AS said
ORDER BY unit.name, said
WITH unit, head(collect(said)) AS said
SET unit.path = said, unit.foldedPath = toLower(said);
MATCH (person:Person)
WHERE person.foldedName IS NULL
SET person.foldedName = toLower(person.name);
