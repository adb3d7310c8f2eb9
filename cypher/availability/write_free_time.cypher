// Writes derived free time. What many people share stands once in $times and is given by its place there: a slot by its
// place in the order of ids, the first week and the one after the last, and what differs from a whole half-hour for any
// format: `begins` and `ends` are null where it is whole, `formats` where any will do; such properties are not stored.
// access: write
// scope: everybody, because free time follows the edits of all
// params: people: list[map], times: list[map]
// returns: nothing
CALL () {
  MATCH (slot:TimeSlot)
  WITH slot
  ORDER BY slot.id
  RETURN collect(slot) AS slots
}
UNWIND $people AS row
MATCH (person:Person {id: row.personId})
WITH row, person, slots, person.mentoring AND person.places > person.placesTaken AS offers
UNWIND row.times AS place
WITH person, offers, $times[place] AS time, slots[$times[place].slot] AS slot
CREATE (person)-[:FREE {
  from: time.from, until: time.until, begins: time.begins, ends: time.ends, formats: time.formats
}]->(slot)
FOREACH (_ IN CASE WHEN offers THEN [1] ELSE [] END |
  CREATE (person)-[:OFFERS {
    from: time.from, until: time.until, begins: time.begins, ends: time.ends, formats: time.formats
  }]->(slot)
)
