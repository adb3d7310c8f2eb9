// What the given people said about their time, as they said it, and the free time that was derived from it.
// access: read
// scope: person
// params: personIds: list[str]
// returns: PersonPatterns
UNWIND $personIds AS personId
MATCH (person:Person {id: personId})
WHERE ($scopeUnit IS NULL OR EXISTS {
  MATCH (person)-[:WORKS_IN]->(scope:Unit)
  WHERE scope.path = $scopeUnit OR scope.path STARTS WITH $scopeUnit + ' > '
})
RETURN person.id AS personId, COLLECT {
  MATCH (person)-[:KEEPS]->(pattern:Pattern)
  RETURN {
    weekday: pattern.weekday, startsAt: pattern.startsAt, endsAt: pattern.endsAt, timeZone: pattern.timeZone,
    validFrom: pattern.validFrom, validUntil: pattern.validUntil, format: pattern.format
  } AS said
  ORDER BY pattern.weekday, pattern.startsAt, pattern.endsAt, pattern.id
} AS patterns, COLLECT {
  MATCH (person)-[:TAKES]->(leave:Leave)
  RETURN {firstDay: leave.firstDay, lastDay: leave.lastDay, timeZone: leave.timeZone} AS taken
  ORDER BY leave.firstDay, leave.lastDay, leave.id
} AS leaves
ORDER BY personId
