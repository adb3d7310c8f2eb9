// Keeps other imports of people waiting until the transaction ends.
// access: write
// scope: none
// params: none
// returns: nothing
MERGE (lock:Freshness {name: 'importing'})
// Writing without reading takes the write lock and nothing else; nothing is stored (docs/decisions/0011-write-locks.md).
SET lock.lockedBy = true
REMOVE lock.lockedBy
