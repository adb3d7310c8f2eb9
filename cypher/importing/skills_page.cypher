// Every skill with all of its labels and its other ids, a page after the given id, in rows of 100 skills: few rows are read
// far faster than many.
// access: read
// scope: none
// params: after: str, limit: int
// returns: PackedSkills
MATCH (skill:Skill)
WHERE skill.id > $after
WITH skill
ORDER BY skill.id
LIMIT $limit
WITH skill, COLLECT {
  MATCH (skill)-[:KNOWN_AS]->(label:Label)
  RETURN [label.text, label.lang, label.kind, coalesce(label.source, '')] AS known
  ORDER BY label.id
} AS labels, COLLECT {
  MATCH (skill)-[:MATCHES {kind: 'exact'}]->(concept:ExternalConcept)
  RETURN concept.uri AS otherId
  ORDER BY otherId
} AS otherIds
ORDER BY skill.id
WITH collect([skill.id, skill.label, skill.status = 'retired', labels, otherIds]) AS page
UNWIND range(0, size(page) - 1, 100) AS start
RETURN page[start..start + 100] AS skills
ORDER BY start
