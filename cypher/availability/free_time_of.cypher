// The derived free time of the given people, as stored.
// access: read
// scope: everybody, because free time is derived for everybody
// params: personIds: list[str]
// returns: PersonFreeTime
UNWIND $personIds AS personId
MATCH (person:Person {id: personId})
RETURN person.id AS personId,
  person.mentoring AND person.places > person.placesTaken AS mayOffer,
  COLLECT {
    MATCH (person)-[free:FREE]->(slot:TimeSlot)
    RETURN {
      weekday: slot.weekday, minute: slot.minute, fromWeek: free.from, untilWeek: free.until,
      begins: coalesce(free.begins, 0), ends: coalesce(free.ends, 30), formats: coalesce(free.formats, [])
    } AS interval
  } AS free,
  COLLECT {
    MATCH (person)-[offers:OFFERS]->(slot:TimeSlot)
    RETURN {
      weekday: slot.weekday, minute: slot.minute, fromWeek: offers.from, untilWeek: offers.until,
      begins: coalesce(offers.begins, 0), ends: coalesce(offers.ends, 30), formats: coalesce(offers.formats, [])
    } AS interval
  } AS offered
ORDER BY personId
