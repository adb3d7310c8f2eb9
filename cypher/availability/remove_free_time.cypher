// Takes away the derived free time of the given people.
// access: write
// scope: everybody, because free time is derived for everybody
// params: personIds: list[str]
// returns: nothing
UNWIND $personIds AS personId
MATCH (person:Person {id: personId})-[derived:FREE|OFFERS]->(:TimeSlot)
DELETE derived
