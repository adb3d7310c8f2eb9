// Removes functions that nobody has.
// access: write
// scope: everybody, because what anybody uses stays
// params: limit: int
// returns: Counted
MATCH (function:Function)
WHERE NOT EXISTS { (function)<-[:HAS_FUNCTION]-() }
WITH function
LIMIT $limit
DELETE function
RETURN count(*) AS count
