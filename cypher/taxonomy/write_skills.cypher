// Stores what a source says of skills, and shows what all sources together say; other ids and labels stay.
// access: write
// scope: none
// params: rows: list[map]
// returns: nothing
UNWIND $rows AS row
MERGE (skill:Skill {id: row.id})
SET skill.label = row.shown.label, skill.definition = row.shown.definition, skill.tier = row.shown.tier,
  skill.skillType = row.shown.skillType, skill.reuseLevel = row.shown.reuseLevel,
  skill.status = coalesce(skill.status, 'active'), skill.revision = coalesce(skill.revision, 0) + row.step
WITH skill, row
CALL (skill, row) {
  WITH skill, row
  WHERE row.said IS NOT NULL
  MERGE (said:Description {id: row.said.id})
  SET said = row.said
  MERGE (skill)-[:DESCRIBED_BY]->(said)
}
CALL (skill, row) {
  MATCH (skill)-[placed:IN_CLUSTER]->(cluster:Cluster)
  WHERE row.moved AND (placed.primary OR cluster.id = row.clusterId)
  DELETE placed
}
CALL (skill, row) {
  MATCH (cluster:Cluster {id: row.clusterId})
  WHERE row.moved
  CREATE (skill)-[:IN_CLUSTER {primary: true}]->(cluster)
}
CALL (skill, row) {
  MATCH (skill)-[old:MATCHES]->(:ExternalConcept)
  WHERE row.matched AND old.source IS NULL
  DELETE old
}
CALL (skill, row) {
  WITH skill, row
  WHERE row.matched AND row.external IS NOT NULL
  MERGE (concept:ExternalConcept {uri: row.external.uri})
  SET concept.scheme = row.external.scheme, concept.label = row.external.label
  MERGE (skill)-[matches:MATCHES]->(concept)
  SET matches.kind = row.external.kind
  REMOVE matches.source
}
