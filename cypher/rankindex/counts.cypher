// How much there is of what a ranking looks at, from the database's own counters.
// access: read
// scope: everybody, because the index holds everybody and applies the scope to each question
// params: none
// returns: Counts
CALL () {
  MATCH (person:Person)
  RETURN count(person) AS people
}
CALL () {
  MATCH ()-[claim:HAS]->()
  RETURN count(claim) AS claims
}
CALL () {
  MATCH ()-[free:FREE]->()
  RETURN count(free) AS free
}
CALL () {
  MATCH ()-[offer:OFFERS]->()
  RETURN count(offer) AS offers
}
CALL () {
  MATCH ()-[near:NEAR]->()
  RETURN count(near) AS near
}
CALL () {
  MATCH ()-[line:REPORTS_TO]->()
  RETURN count(line) AS lines
}
RETURN people, claims, free, offers, near, lines
LIMIT 1
