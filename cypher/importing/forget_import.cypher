// Forgets a large import, because it is complete or given up.
// access: write
// scope: none
// params: id: str
// returns: nothing
MATCH (import:Import {id: $id})
DELETE import
