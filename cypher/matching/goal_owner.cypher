// Whose goal it is.
// access: read
// params: goalId: str
// returns: GoalOwner
MATCH (goal:Goal {id: $goalId})<-[:PURSUES]-(person:Person)
RETURN person.id AS personId
