// How many goals a person pursues now.
// access: read
// params: personId: str
// returns: ActiveGoals
MATCH (person:Person {id: $personId})
RETURN COUNT { (person)-[:PURSUES]->(:Goal {status: 'active'}) } AS count
