// The relations that the evidence has made: RELATED, and those that were crowded out, by the skill with the smaller id.
// access: read
// scope: none
// params: none
// returns: StoredEvidence
MATCH (a:Skill)-[relation:RELATED|CROWDED]->(b:Skill)
WHERE relation.source = 'evidence'
WITH a, [
  b.id, type(relation), relation.strength, relation.hierarchy, relation.occupations, relation.holders
] AS other
ORDER BY a.id, other[0], other[1]
RETURN a.id AS a, collect(other) AS others
ORDER BY a
