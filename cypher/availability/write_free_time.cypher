// Writes derived free time: the lists of a person are parallel, one entry a piece of a half-hour and interval.
// `begins` and `ends` are null where a half-hour is whole, `formats` where any will do; such properties are not stored.
// access: write
// scope: everybody, because free time is derived for everybody
// params: people: list[map]
// returns: nothing
UNWIND $people AS row
MATCH (person:Person {id: row.personId})
WITH row, person, person.mentoring AND person.places > person.placesTaken AS offers
UNWIND range(0, size(row.slots) - 1) AS index
MATCH (slot:TimeSlot {id: row.slots[index]})
CREATE (person)-[:FREE {
  from: row.froms[index], until: row.untils[index],
  begins: row.begins[index], ends: row.ends[index], formats: row.formats[index]
}]->(slot)
FOREACH (_ IN CASE WHEN offers THEN [1] ELSE [] END |
  CREATE (person)-[:OFFERS {
    from: row.froms[index], until: row.untils[index],
    begins: row.begins[index], ends: row.ends[index], formats: row.formats[index]
  }]->(slot)
)
