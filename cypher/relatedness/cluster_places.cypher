// Where every cluster is nested.
// access: read
// scope: none
// params: none
// returns: ClusterPlace
MATCH (cluster:Cluster)
RETURN cluster.id AS id, COLLECT {
  MATCH (cluster)-[:PART_OF]->(parent:Cluster)
  RETURN parent.id AS parentId
  ORDER BY parentId
} AS parents
ORDER BY id
