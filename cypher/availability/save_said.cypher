// Replaces what people said about their time; a row is a person.
// Patterns and leaves that are not among `keptPatterns` and `keptLeaves` go; where such a list is null, all stay. New
// patterns have parallel lists of ids and of places in $windows, what they say. A revision, if given, is stored.
// access: write
// scope: everybody, because these people were locked within the scope, or are new
// params: rows: list[map], windows: list[map]
// returns: Written
UNWIND $rows AS row
MATCH (person:Person {id: row.personId})
SET person.revision = coalesce(row.revision, person.revision)
WITH person, row
CALL (person, row) {
  MATCH (person)-[:KEEPS]->(old:Pattern)
  WHERE NOT old.id IN row.keptPatterns
  DETACH DELETE old
}
CALL (person, row) {
  MATCH (person)-[:TAKES]->(old:Leave)
  WHERE NOT old.id IN row.keptLeaves
  DETACH DELETE old
}
CALL (person, row) {
  UNWIND range(0, size(row.patternIds) - 1) AS place
  WITH row, person, place, $windows[row.windows[place]] AS said
  CREATE (person)-[:KEEPS]->(:Pattern {
    id: row.patternIds[place], weekday: said.weekday, startsAt: said.startsAt, endsAt: said.endsAt, timeZone: said.timeZone,
    validFrom: said.validFrom, validUntil: said.validUntil, format: said.format
  })
  RETURN count(*) AS ofPatterns
}
CALL (person, row) {
  UNWIND row.leaves AS taken
  CREATE (person)-[:TAKES]->(:Leave {
    id: taken.id, firstDay: taken.firstDay, lastDay: taken.lastDay, timeZone: taken.timeZone
  })
  RETURN count(*) AS ofLeaves
}
RETURN sum(1 + ofPatterns + ofLeaves) AS written
