// Keeps others from making a version of the policy until the transaction ends.
// access: write
// params: none
// returns: nothing
MERGE (lock:Freshness {name: 'policy'})
SET lock.turns = coalesce(lock.turns, 0) + 1
