// Keeps other imports of people waiting until the transaction ends.
// access: write
// params: none
// returns: nothing
MERGE (lock:Freshness {name: 'importing'})
SET lock.imports = coalesce(lock.imports, 0) + 0
