// Takes the write locks of clusters, in the order given, so that nobody else changes what is said of them meanwhile.
// access: write
// scope: none
// params: ids: list[str]
// returns: nothing
UNWIND $ids AS id
MATCH (cluster:Cluster {id: id})
// Writing without reading takes the write lock and nothing else; nothing is stored (docs/decisions/0011-write-locks.md).
SET cluster.lockedBy = true
REMOVE cluster.lockedBy
