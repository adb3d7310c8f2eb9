// Clusters by label, a page after the given one.
// access: read
// scope: none
// params: tier: str?, afterLabel: str?, afterId: str?, limit: int
// returns: ClusterKey
MATCH (cluster:Cluster)
WHERE ($tier IS NULL OR cluster.tier = $tier)
// A stored text sorts by code point, but is compared with a parameter by halves of surrogate pairs; a sum always so.
WITH cluster.id + '' AS id, cluster.label + '' AS label
WHERE $afterLabel IS NULL
  OR label > $afterLabel
  OR (label = $afterLabel AND id > $afterId)
RETURN id, label
ORDER BY label, id
LIMIT $limit
