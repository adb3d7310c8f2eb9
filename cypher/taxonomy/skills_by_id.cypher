// The given skills as stored, with clusters, external match, all labels, and what each source says.
// access: read
// scope: none
// params: ids: list[str]
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
    MATCH (skill)-[:KNOWN_AS]->(label:Label)
    RETURN {id: label.id, text: label.text, lang: label.lang, kind: label.kind, source: label.source} AS known
    ORDER BY label.id
  } AS labels,
  COLLECT {
    MATCH (skill)-[placed:IN_CLUSTER]->(cluster:Cluster)
    RETURN {clusterId: cluster.id, primary: placed.primary, source: placed.source} AS place
    ORDER BY cluster.id, placed.primary DESC
  } AS placements,
  skill.skillType AS skillType, skill.reuseLevel AS reuseLevel,
  COLLECT {
    MATCH (skill)-[:DESCRIBED_BY]->(said:Description)
    RETURN properties(said) AS described
    ORDER BY said.id
  } AS descriptions
ORDER BY id
