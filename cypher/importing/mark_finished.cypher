// Forgets imports that have derived everything.
// access: write
// params: numbers: list[int]
// returns: nothing
MATCH (freshness:Freshness {name: 'import'})
WITH freshness, [number IN coalesce(freshness.unfinished, []) WHERE NOT number IN $numbers] AS others
SET freshness.unfinished = CASE WHEN size(others) > 0 THEN others END
