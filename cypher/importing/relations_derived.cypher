// Remembers that NEAR knows of the relations that a large import has written.
// access: write
// scope: none
// params: id: str
// returns: nothing
MATCH (import:Import {id: $id})
SET import.due = false
