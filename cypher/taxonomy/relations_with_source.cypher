// Every stored relation with the source that is shown, and what others say that is not; in rows of 250 skills, because few
// rows are read far faster than many.
// access: read
// scope: none
// params: none
// returns: PackedRelations
MATCH (a:Skill)
WHERE EXISTS { (a)-[:RELATED|BROADER]->(:Skill) }
WITH a
ORDER BY a.id
WITH collect(a) AS skills
UNWIND range(0, size(skills) - 1, 250) AS start
CALL (skills, start) {
  UNWIND skills[start..start + 250] AS a
  MATCH (a)-[relation:RELATED|BROADER]->(b:Skill)
  WITH a, b, type(relation) AS kind, relation
  ORDER BY a.id, b.id, kind
  RETURN collect([
    a.id, b.id, kind, relation.strength, relation.source, relation.otherSources, relation.otherStrengths
  ]) AS relations
}
RETURN relations
ORDER BY start
