// Labels of active skills that a search text may mean: the same text first, then what the full-text index finds.
// access: read
// scope: none
// params: norm: str, words: str, limit: int
// returns: FoundLabel
CALL () {
  MATCH (label:Label {norm: $norm})
  RETURN label
  LIMIT $limit
  UNION
  CALL db.index.fulltext.queryNodes('labelText', $words, {limit: $limit}) YIELD node AS label
  RETURN label
}
MATCH (skill:Skill {status: 'active'})-[:KNOWN_AS]->(label)
RETURN skill.id AS skillId, skill.label AS skillLabel, label.text AS text, label.norm AS norm, label.kind AS kind
ORDER BY skillId, label.id
LIMIT 2000
