// Keeps other imports of classifications waiting until the transaction ends.
// access: write
// params: none
// returns: nothing
MERGE (lock:Freshness {name: 'classification'})
SET lock.imports = coalesce(lock.imports, 0)
