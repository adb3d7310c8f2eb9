// Clusters by label, a page after the given one.
// access: read
// params: tier: str?, afterLabel: str?, afterId: str?, limit: int
// returns: ClusterKey
MATCH (cluster:Cluster)
WHERE ($tier IS NULL OR cluster.tier = $tier)
  AND ($afterLabel IS NULL OR cluster.label > $afterLabel OR (cluster.label = $afterLabel AND cluster.id > $afterId))
RETURN cluster.id AS id, cluster.label AS label
ORDER BY label, id
LIMIT $limit
