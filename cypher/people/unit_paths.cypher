// Paths of units with their stored folded forms, a page after the given path.
// access: read
// scope: none
// params: after: str, limit: int
// returns: StoredFold
MATCH (unit:Unit)
WHERE unit.path > $after
RETURN unit.path AS key, unit.path AS text, unit.foldedPath AS fold
ORDER BY key
LIMIT $limit
