// Keeps others from rebuilding nearness until the transaction ends.
// access: write
// params: none
// returns: nothing
MERGE (lock:Freshness {name: 'nearness'})
// Taking away a property that nobody has takes the write lock and stores nothing (docs/decisions/0011-write-locks.md).
REMOVE lock.lockedBy
