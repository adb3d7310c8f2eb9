// Active skills that have one of the normalised texts as preferred label, with what is said of them elsewhere.
// access: read
// scope: none
// params: norms: list[str]
// returns: Bearer
UNWIND $norms AS norm
MATCH (label:Label {norm: norm, kind: 'preferred'})<-[:KNOWN_AS]-(skill:Skill {status: 'active'})
RETURN norm, coalesce(label.lang, '') AS lang, skill.id AS skillId, coalesce(label.source, '') AS source, COLLECT {
  MATCH (skill)-[:KNOWN_AS]->(own:Label {kind: 'preferred'})
  WHERE own.source IS NULL
  RETURN own.lang AS ownLang
  ORDER BY ownLang
} AS ownNames, COLLECT {
  MATCH (skill)-[matches:MATCHES]->(concept:ExternalConcept)
  RETURN [concept.uri, matches.kind] AS found
  ORDER BY found
} AS matches
ORDER BY norm, skillId, lang
