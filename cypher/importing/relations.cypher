// Every relation between skills with its source: BROADER from narrower to broader, RELATED once.
// access: read
// params: none
// returns: StoredRelation
MATCH (a:Skill)-[relation:RELATED|BROADER]->(b:Skill)
RETURN a.id AS a, b.id AS b, type(relation) AS kind, relation.strength AS strength, relation.source AS source
ORDER BY a, b, kind
