// Every stored relation with where it came from.
// access: read
// params: none
// returns: SourcedRelation
MATCH (a:Skill)-[relation:RELATED|BROADER]->(b:Skill)
RETURN a.id AS a, b.id AS b, type(relation) AS kind, relation.strength AS strength, relation.source AS source
ORDER BY a, b, kind
