// Stores that an edit was made, by whom.
// access: write
// scope: none
// params: id: str, actor: str, operation: str
// returns: nothing
CREATE (:Edit {id: $id, actor: $actor, operation: $operation, at: datetime()})
