// The given clusters for reading.
// access: read
// scope: none
// params: ids: list[str]
// returns: ClusterRecord
UNWIND $ids AS id
MATCH (cluster:Cluster {id: id})
RETURN cluster.id AS id, cluster.label AS label, cluster.tier AS tier, cluster.definition AS definition,
  cluster.levels AS levels, cluster.revision AS revision,
  head(COLLECT {
    MATCH (cluster)-[:PART_OF]->(parent:Cluster)
    RETURN parent.id AS parentId
    ORDER BY parentId
  }) AS parentId,
  COLLECT {
    MATCH (child:Cluster)-[:PART_OF]->(cluster)
    RETURN child.id AS childId
    ORDER BY childId
    LIMIT 500
  } AS childIds
ORDER BY id
