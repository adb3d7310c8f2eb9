// How many skills each of the given people claims.
// access: read
// params: personIds: list[str]
// returns: Counted
UNWIND $personIds AS personId
MATCH (person:Person {id: personId})
RETURN person.id AS id, COUNT { (person)-[:HAS]->(:Skill) } AS count
ORDER BY id
