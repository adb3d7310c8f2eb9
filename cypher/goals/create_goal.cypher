// Stores a new goal of a person, still without targets.
// access: write
// scope: everybody, because its person was locked within the scope
// params: id: str, personId: str, text: str, dueOn: date?, status: str, priority: float, revision: int
// returns: nothing
MATCH (person:Person {id: $personId})
CREATE (person)-[:PURSUES]->(:Goal {
  id: $id, statement: $text, dueOn: $dueOn, status: $status, priority: $priority, revision: $revision
})
