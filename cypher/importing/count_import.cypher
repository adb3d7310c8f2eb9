// Keeps other imports waiting until the transaction ends, and counts this one; gives how many there were before.
// access: write
// params: none
// returns: ImportCount
MERGE (freshness:Freshness {name: 'import'})
SET freshness.imports = coalesce(freshness.imports, 0) + 1
RETURN freshness.imports - 1 AS imports
