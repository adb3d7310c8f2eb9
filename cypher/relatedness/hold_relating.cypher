// Keeps others from relating skills until the transaction ends, which is never committed.
// access: write
// scope: none
// params: none
// returns: nothing
MERGE (lock:Freshness {name: 'relating'})
SET lock.due = false
