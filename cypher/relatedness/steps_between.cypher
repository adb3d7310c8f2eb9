// The relations between pairs of skills, in either direction, the strongest first, with what each is made of.
// access: read
// scope: none
// params: pairs: list[map]
// returns: RelationStep
UNWIND $pairs AS pair
MATCH (a:Skill {id: pair.a})-[relation:RELATED|BROADER]-(b:Skill {id: pair.b})
RETURN a.id AS a, b.id AS b,
  CASE
    WHEN type(relation) = 'RELATED' THEN 'RELATED'
    WHEN startNode(relation) = a THEN 'BROADER'
    ELSE 'NARROWER'
  END AS kind,
  relation.strength AS strength, relation.source AS source, relation.hierarchy AS hierarchy,
  relation.occupations AS occupations, relation.holders AS holders
ORDER BY a, b, strength DESC, kind
