// Remembers that so many more people of a large import are written as a whole.
// access: write
// scope: none
// params: id: str, people: int
// returns: nothing
MATCH (import:Import {id: $id})
SET import.written = import.written + $people
