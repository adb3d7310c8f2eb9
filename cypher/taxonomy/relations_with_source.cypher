// Every stored relation with the source that is shown, and what others say that is not.
// access: read
// scope: none
// params: none
// returns: SourcedRelation
MATCH (a:Skill)-[relation:RELATED|BROADER]->(b:Skill)
RETURN a.id AS a, b.id AS b, type(relation) AS kind, relation.strength AS strength, relation.source AS source,
  relation.otherSources AS otherSources, relation.otherStrengths AS otherStrengths
ORDER BY a, b, kind
