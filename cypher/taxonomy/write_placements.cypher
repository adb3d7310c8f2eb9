// Places skills in further clusters for a source, and takes them out of those in which it places them no more.
// access: write
// scope: none
// params: rows: list[map], source: str
// returns: nothing
UNWIND $rows AS row
MATCH (skill:Skill {id: row.skillId})
CALL (skill, row) {
  MATCH (skill)-[old:IN_CLUSTER {primary: false, source: $source}]->(cluster:Cluster)
  WHERE cluster.id IN row.lost
  DELETE old
}
CALL (skill, row) {
  UNWIND row.clusterIds AS clusterId
  MATCH (cluster:Cluster {id: clusterId})
  CREATE (skill)-[:IN_CLUSTER {primary: false, source: $source}]->(cluster)
}
