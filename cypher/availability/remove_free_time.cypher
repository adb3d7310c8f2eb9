// Takes away the derived free time of the given people.
// access: write
// params: personIds: list[str]
// returns: nothing
UNWIND $personIds AS personId
MATCH (person:Person {id: personId})-[derived:FREE|OFFERS]->(:TimeSlot)
DELETE derived
