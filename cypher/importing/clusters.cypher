// Every cluster with its label.
// access: read
// scope: none
// params: none
// returns: ClusterBrief
MATCH (cluster:Cluster)
RETURN cluster.id AS id, cluster.label AS label
ORDER BY id
