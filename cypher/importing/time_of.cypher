// The people who are given, each with revision, patterns and leaves as stored.
// access: read
// scope: everybody, because an import speaks for the whole organisation
// params: personIds: list[str]
// returns: StoredTime
UNWIND $personIds AS personId
MATCH (person:Person {id: personId})
RETURN person.id AS personId, person.revision AS revision,
  COLLECT {
    MATCH (person)-[:KEEPS]->(pattern:Pattern)
    RETURN [
      pattern.id, pattern.weekday, pattern.startsAt, pattern.endsAt, pattern.timeZone, pattern.validFrom,
      pattern.validUntil, pattern.format
    ] AS said
    ORDER BY pattern.id
  } AS patterns,
  COLLECT {
    MATCH (person)-[:TAKES]->(leave:Leave)
    RETURN [leave.id, leave.firstDay, leave.lastDay, leave.timeZone] AS said
    ORDER BY leave.id
  } AS leaves
ORDER BY personId
