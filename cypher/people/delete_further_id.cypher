// Lets a further id lead to nobody any more.
// access: write
// scope: everybody, because the person was locked within the scope
// params: id: str
// returns: nothing
MATCH (further:PersonId {id: $id})
DETACH DELETE further
