// Keeps other imports waiting until the transaction ends, and adds 1, or 0 for one that goes on; gives how many before.
// access: write
// scope: none
// params: times: int
// returns: ImportCount
MERGE (freshness:Freshness {name: 'import'})
SET freshness.imports = coalesce(freshness.imports, 0) + $times
RETURN freshness.imports - $times AS imports
