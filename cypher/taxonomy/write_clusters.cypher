// Stores what a source says of clusters, and shows what all sources together say.
// access: write
// scope: none
// params: rows: list[map]
// returns: nothing
UNWIND $rows AS row
MERGE (cluster:Cluster {id: row.id})
SET cluster.label = row.shown.label, cluster.tier = row.shown.tier, cluster.definition = row.shown.definition,
  cluster.levels = row.levels, cluster.source = row.shown.source,
  cluster.revision = coalesce(cluster.revision, 0) + row.step
MERGE (said:Description {id: row.said.id})
SET said = row.said
MERGE (cluster)-[:DESCRIBED_BY]->(said)
