// Makes or changes skills with their labels of one language, primary cluster and external match; other ids stay.
// access: write
// params: rows: list[map]
// returns: nothing
UNWIND $rows AS row
MERGE (skill:Skill {id: row.id})
SET skill.label = row.label, skill.definition = row.definition, skill.tier = row.tier,
  skill.status = coalesce(skill.status, 'active'), skill.revision = coalesce(skill.revision, 0) + 1,
  skill.skillType = coalesce(row.skillType, skill.skillType),
  skill.reuseLevel = coalesce(row.reuseLevel, skill.reuseLevel)
WITH skill, row
CALL (skill, row) {
  OPTIONAL MATCH (skill)-[placed:IN_CLUSTER]->(:Cluster)
  WHERE placed.primary
  DELETE placed
}
CALL (skill, row) {
  MATCH (cluster:Cluster {id: row.clusterId})
  CREATE (skill)-[:IN_CLUSTER {primary: true}]->(cluster)
}
CALL (skill, row) {
  MATCH (skill)-[:KNOWN_AS]->(old:Label {lang: row.language})
  WHERE coalesce(old.source, '') = coalesce(row.source, '') AND NOT old.id IN [label IN row.labels | label.id]
  DETACH DELETE old
}
CALL (skill, row) {
  UNWIND row.labels AS wanted
  MERGE (label:Label {id: wanted.id})
  SET label.text = wanted.text, label.norm = wanted.norm, label.lang = wanted.lang, label.kind = wanted.kind,
    label.source = row.source
  MERGE (skill)-[:KNOWN_AS]->(label)
}
CALL (skill, row) {
  MATCH (skill)-[old:MATCHES]->(:ExternalConcept)
  WHERE old.source IS NULL
  DELETE old
}
CALL (skill, row) {
  WITH skill, row
  WHERE row.external IS NOT NULL
  MERGE (concept:ExternalConcept {uri: row.external.uri})
  SET concept.scheme = row.external.scheme, concept.label = row.external.label
  MERGE (skill)-[matches:MATCHES]->(concept)
  SET matches.kind = row.external.kind
  REMOVE matches.source
}
