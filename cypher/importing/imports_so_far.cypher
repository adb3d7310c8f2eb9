// How many imports have changed the map.
// access: read
// scope: none
// params: none
// returns: ImportCount
OPTIONAL MATCH (freshness:Freshness {name: 'import'})
RETURN coalesce(freshness.imports, 0) AS imports
LIMIT 1
