// Keeps others from changing who reports to whom until the transaction ends: two changes at once could close a circle.
// access: write
// scope: none
// params: none
// returns: nothing
MERGE (lock:Freshness {name: 'reporting'})
// Writing without reading takes the write lock and nothing else; nothing is stored (docs/decisions/0011-write-locks.md).
SET lock.lockedBy = true
REMOVE lock.lockedBy
