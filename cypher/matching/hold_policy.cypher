// Keeps others from making a version of the policy until the transaction ends.
// access: write
// params: none
// returns: nothing
MERGE (lock:Freshness {name: 'policy'})
// Only a sum takes the lock before it reads; it changes nothing.
SET lock.turn = coalesce(lock.turn, 0) + 0
