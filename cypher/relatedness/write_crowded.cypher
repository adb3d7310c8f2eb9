// Remembers pairs of skills that others have crowded out.
// access: write
// scope: none
// params: rows: list[map]
// returns: nothing
UNWIND $rows AS row
MATCH (a:Skill {id: row.a})
MATCH (b:Skill {id: row.b})
MERGE (a)-[relation:CROWDED]->(b)
WITH relation, row
WHERE coalesce(relation.source, 'evidence') = 'evidence'
SET relation = {
  strength: row.strength, source: 'evidence', hierarchy: row.hierarchy, occupations: row.occupations,
  holders: row.holders
}
