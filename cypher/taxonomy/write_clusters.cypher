// Makes or changes clusters; each change counts one revision.
// access: write
// params: rows: list[map]
// returns: nothing
UNWIND $rows AS row
MERGE (cluster:Cluster {id: row.id})
SET cluster.label = row.label, cluster.tier = row.tier, cluster.definition = row.definition,
  cluster.levels = row.levels, cluster.source = row.source, cluster.revision = coalesce(cluster.revision, 0) + 1
