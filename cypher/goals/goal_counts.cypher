// How many goals each of the given people has.
// access: read
// params: personIds: list[str], closedToo: bool
// returns: Counted
UNWIND $personIds AS personId
MATCH (person:Person {id: personId})
RETURN person.id AS id,
  COUNT { MATCH (person)-[:PURSUES]->(goal:Goal) WHERE goal.status = 'active' OR $closedToo } AS count
ORDER BY id
