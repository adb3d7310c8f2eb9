// Every skill with all of its labels and its other ids, a page after the given id.
// access: read
// scope: none
// params: after: str, limit: int
// returns: SkillBrief
MATCH (skill:Skill)
WHERE skill.id > $after
WITH skill
ORDER BY skill.id
LIMIT $limit
RETURN skill.id AS id, skill.label AS label, skill.status = 'retired' AS retired,
  COLLECT {
    MATCH (skill)-[:KNOWN_AS]->(label:Label)
    RETURN [label.text, label.lang, label.kind, coalesce(label.source, '')] AS known
    ORDER BY label.id
  } AS labels,
  COLLECT {
    MATCH (skill)-[:MATCHES {kind: 'exact'}]->(concept:ExternalConcept)
    RETURN concept.uri AS otherId
    ORDER BY otherId
  } AS otherIds
ORDER BY id
