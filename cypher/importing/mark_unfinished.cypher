// Remembers that an import has still to derive relationships.
// access: write
// params: number: int
// returns: nothing
MATCH (freshness:Freshness {name: 'import'})
SET freshness.unfinished = coalesce(freshness.unfinished, []) + $number
