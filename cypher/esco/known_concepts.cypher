// The skills that are stored under the URI of a concept, and the languages in which the map itself names them.
// access: read
// scope: none
// params: uris: list[str], source: str
// returns: KnownConcept
UNWIND $uris AS uri
MATCH (skill:Skill {id: uri})
RETURN skill.id AS skillId, COLLECT {
  MATCH (skill)-[:KNOWN_AS]->(label:Label {kind: 'preferred'})
  WHERE label.source IS NULL OR label.source <> $source
  RETURN label.lang AS lang
  ORDER BY lang
} AS ownNames, EXISTS { (skill)-[:IN_CLUSTER {source: $source}]->(:Cluster) } AS placed
ORDER BY skillId
