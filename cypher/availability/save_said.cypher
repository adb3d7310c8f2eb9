// Replaces everything that a person said about time, under a new revision of the person.
// access: write
// scope: everybody, because the person was locked within the scope
// params: personId: str, patterns: list[map], leaves: list[map], revision: int
// returns: nothing
MATCH (person:Person {id: $personId})
SET person.revision = $revision
WITH person
CALL (person) {
  MATCH (person)-[:KEEPS]->(old:Pattern)
  DETACH DELETE old
}
CALL (person) {
  MATCH (person)-[:TAKES]->(old:Leave)
  DETACH DELETE old
}
CALL (person) {
  UNWIND $patterns AS said
  CREATE (person)-[:KEEPS]->(:Pattern {
    id: said.id, weekday: said.weekday, startsAt: said.startsAt, endsAt: said.endsAt, timeZone: said.timeZone,
    validFrom: said.validFrom, validUntil: said.validUntil, format: said.format
  })
}
CALL (person) {
  UNWIND $leaves AS taken
  CREATE (person)-[:TAKES]->(:Leave {
    id: taken.id, firstDay: taken.firstDay, lastDay: taken.lastDay, timeZone: taken.timeZone
  })
}
