// The given clusters as stored, with what each source says.
// access: read
// scope: none
// params: ids: list[str]
// returns: StoredCluster
UNWIND $ids AS id
MATCH (cluster:Cluster {id: id})
OPTIONAL MATCH (cluster)-[:PART_OF]->(parent:Cluster)
RETURN cluster.id AS id, cluster.label AS label, cluster.tier AS tier, cluster.definition AS definition,
  cluster.levels AS levels, parent.id AS parentId, cluster.source AS source,
  COLLECT {
    MATCH (cluster)-[:DESCRIBED_BY]->(said:Description)
    RETURN properties(said) AS described
    ORDER BY said.id
  } AS descriptions
ORDER BY id
