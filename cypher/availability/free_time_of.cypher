// The derived free time of the given people, as stored.
// access: read
// params: personIds: list[str]
// returns: PersonFreeTime
UNWIND $personIds AS personId
MATCH (person:Person {id: personId})
RETURN person.id AS personId,
  person.mentoring AND person.places > COUNT { (person)<-[:MENTOR]-(:Match {status: 'active'}) } AS mayOffer,
  COLLECT {
    MATCH (person)-[free:FREE]->(slot:TimeSlot)
    RETURN {weekday: slot.weekday, minute: slot.minute, fromWeek: free.from, untilWeek: free.until} AS interval
    ORDER BY slot.weekday, slot.minute, free.from
  } AS free,
  COLLECT {
    MATCH (person)-[offers:OFFERS]->(slot:TimeSlot)
    RETURN {weekday: slot.weekday, minute: slot.minute, fromWeek: offers.from, untilWeek: offers.until} AS interval
    ORDER BY slot.weekday, slot.minute, offers.from
  } AS offered
ORDER BY personId
