// The given skills as stored, with primary cluster, external match, and the map's own labels of one language.
// access: read
// params: ids: list[str], language: str
// returns: StoredSkill
UNWIND $ids AS id
MATCH (skill:Skill {id: id})
RETURN skill.id AS id, skill.label AS label, skill.definition AS definition, skill.tier AS tier,
  head(COLLECT {
    MATCH (skill)-[placed:IN_CLUSTER]->(cluster:Cluster)
    WHERE placed.primary
    RETURN cluster.id AS clusterId
    ORDER BY clusterId
  }) AS clusterId,
  head(COLLECT {
    MATCH (skill)-[matches:MATCHES]->(concept:ExternalConcept)
    WHERE matches.source IS NULL
    RETURN [concept.uri, concept.scheme, concept.label, matches.kind] AS external
    ORDER BY external
  }) AS external,
  COLLECT {
    MATCH (skill)-[:KNOWN_AS]->(label:Label {lang: $language})
    WHERE label.source IS NULL OR label.kind = 'preferred'
    RETURN [label.id, label.text, label.kind] AS known
    ORDER BY label.id
  } AS labels
ORDER BY id
