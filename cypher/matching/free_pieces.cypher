// When the mentee is free in the asked week, and each given mentor in the half-hours of the mentee: minutes from Monday
// 00:00 UTC, and the formats that will do, none for any.
// access: read
// scope: person
// params: menteeId: str, mentorIds: list[str], week: date
// returns: FreePieces
MATCH (mentee:Person {id: $menteeId})
WHERE ($scopeUnit IS NULL OR EXISTS {
  MATCH (mentee)-[:WORKS_IN]->(scope:Unit)
  WHERE scope.path = $scopeUnit OR scope.path STARTS WITH $scopeUnit + ' > '
})
WITH COLLECT {
  MATCH (mentee)-[free:FREE]->(slot:TimeSlot)
  WHERE free.from <= $week AND $week < free.until
  RETURN DISTINCT slot
} AS menteeSlots
UNWIND [$menteeId] + $mentorIds AS personId
MATCH (person:Person {id: personId})
WHERE ($scopeUnit IS NULL OR EXISTS {
  MATCH (person)-[:WORKS_IN]->(scope:Unit)
  WHERE scope.path = $scopeUnit OR scope.path STARTS WITH $scopeUnit + ' > '
})
RETURN personId, COLLECT {
  MATCH (person)-[free:FREE]->(slot:TimeSlot)
  WHERE slot IN menteeSlots AND free.from <= $week AND $week < free.until
  WITH free, (slot.weekday - 1) * 1440 + slot.minute AS minute
  RETURN {
    starts: minute + coalesce(free.begins, 0), ends: minute + coalesce(free.ends, 30),
    formats: coalesce(free.formats, [])
  } AS piece
  ORDER BY minute, coalesce(free.begins, 0)
} AS pieces
ORDER BY personId
