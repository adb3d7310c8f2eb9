// Remembers a large import that is under way, or that it goes on; `due` is never forgotten here, only added.
// access: write
// scope: none
// params: id: str, people: int, due: bool
// returns: nothing
MERGE (import:Import {id: $id})
  ON CREATE SET import.startedAt = datetime(), import.written = 0, import.due = false
SET import.people = import.written + $people, import.due = import.due OR $due
