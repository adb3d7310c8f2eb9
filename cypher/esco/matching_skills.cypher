// Skills that mean the same as a concept of the scheme, or nearly so, and the languages in which the map names them.
// access: read
// scope: none
// params: scheme: str, source: str
// returns: MatchingSkill
MATCH (concept:ExternalConcept {scheme: $scheme})<-[matches:MATCHES]-(skill:Skill)
RETURN concept.uri AS uri, skill.id AS skillId, matches.kind AS kind, COLLECT {
  MATCH (skill)-[:KNOWN_AS]->(label:Label {kind: 'preferred'})
  WHERE label.source IS NULL OR label.source <> $source
  RETURN label.lang AS lang
  ORDER BY lang
} AS ownNames
ORDER BY uri, skillId
