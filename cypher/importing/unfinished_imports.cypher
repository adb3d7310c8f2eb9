// The numbers of the imports whose derived relationships are not all there yet.
// access: read
// params: none
// returns: UnfinishedImports
OPTIONAL MATCH (freshness:Freshness {name: 'import'})
RETURN coalesce(freshness.unfinished, []) AS numbers
LIMIT 1
