// The half-hours of the asked week in which both the mentee and each given mentor are free.
// access: read
// params: menteeId: str, mentorIds: list[str], week: date
// returns: SharedSlots
MATCH (mentee:Person {id: $menteeId})
WITH COLLECT {
  MATCH (mentee)-[free:FREE]->(slot:TimeSlot)
  WHERE free.from <= $week AND $week < free.until
  RETURN slot
} AS menteeSlots
UNWIND $mentorIds AS mentorId
MATCH (mentor:Person {id: mentorId})
RETURN mentorId, COLLECT {
  MATCH (mentor)-[free:FREE]->(slot:TimeSlot)
  WHERE slot IN menteeSlots AND free.from <= $week AND $week < free.until
  RETURN {weekday: slot.weekday, minute: slot.minute} AS slot
  ORDER BY slot.weekday, slot.minute
} AS slots
ORDER BY mentorId
