// Keeps other imports of people waiting until the transaction ends.
// access: write
// params: none
// returns: nothing
MERGE (lock:Freshness {name: 'importing'})
// Taking away a property that nobody has takes the write lock and stores nothing (docs/decisions/0011-write-locks.md).
REMOVE lock.lockedBy
