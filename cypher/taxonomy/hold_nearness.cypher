// Keeps others from rebuilding nearness until the transaction ends.
// access: write
// params: none
// returns: nothing
MERGE (lock:Freshness {name: 'nearness'})
SET lock.turns = coalesce(lock.turns, 0) + 1
