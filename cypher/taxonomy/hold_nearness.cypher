// Keeps others from rebuilding nearness until the transaction ends.
// access: write
// params: none
// returns: nothing
MERGE (lock:Freshness {name: 'nearness'})
// Only a sum takes the lock before it reads; it changes nothing.
SET lock.turn = coalesce(lock.turn, 0) + 0
