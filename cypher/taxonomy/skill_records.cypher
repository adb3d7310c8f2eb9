// The given skills for reading: labels, cluster, and what they correspond to elsewhere.
// access: read
// scope: none
// params: ids: list[str]
// returns: SkillRecord
UNWIND $ids AS id
MATCH (skill:Skill {id: id})
RETURN skill.id AS id, skill.label AS label, skill.definition AS definition, skill.tier AS tier,
  skill.status AS status, skill.revision AS revision,
  head(COLLECT {
    MATCH (skill)-[placed:IN_CLUSTER]->(cluster:Cluster)
    RETURN cluster.id AS clusterId
    ORDER BY placed.primary DESC, clusterId
  }) AS clusterId,
  COLLECT {
    MATCH (skill)-[:KNOWN_AS]->(alias:Label {kind: 'alternative'})
    RETURN alias.text AS text
    ORDER BY text
    LIMIT 100
  } AS aliases,
  COLLECT {
    MATCH (skill)-[matches:MATCHES]->(concept:ExternalConcept)
    RETURN {uri: concept.uri, scheme: concept.scheme, label: concept.label, kind: matches.kind} AS match
    ORDER BY concept.uri
    LIMIT 20
  } AS matches
ORDER BY id
