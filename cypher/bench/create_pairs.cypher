// Makes reporting lines, matches and blocks between people who are there.
// access: write
// scope: everybody, because a made-up map
// params: managers: list[list[str]], matches: list[list[str]], blocks: list[list[str]]
// returns: nothing
CALL () {
  UNWIND $managers AS pair
  MATCH (person:Person {id: pair[0]})
  MATCH (manager:Person {id: pair[1]})
  CREATE (person)-[:REPORTS_TO]->(manager)
}
CALL () {
  UNWIND $matches AS pair
  MATCH (mentor:Person {id: pair[0]})
  MATCH (mentee:Person {id: pair[1]})
  CREATE (mentor)<-[:MENTOR]-(:Match {id: pair[0] + ' ' + pair[1], status: 'active'})-[:MENTEE]->(mentee)
  SET mentor.placesTaken = mentor.placesTaken + 1
}
CALL () {
  UNWIND $blocks AS pair
  MATCH (person:Person {id: pair[0]})
  MATCH (other:Person {id: pair[1]})
  CREATE (person)-[:BLOCKS]->(other)
}
