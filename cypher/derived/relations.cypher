// Every relation between active skills, as stored: BROADER from narrower to broader, RELATED once.
// access: read
// scope: none
// params: none
// returns: RelationRecord
MATCH (a:Skill {status: 'active'})-[relation:RELATED|BROADER]->(b:Skill {status: 'active'})
RETURN a.id AS a, b.id AS b, type(relation) AS kind, relation.strength AS strength
ORDER BY a, b, kind
