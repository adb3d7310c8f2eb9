// Counts how many places of the given people are taken, and says of whom the number changed.
// access: write
// scope: everybody, because what is derived is derived for everybody
// params: personIds: list[str]
// returns: PersonId
UNWIND $personIds AS personId
MATCH (person:Person {id: personId})
// The lock comes before the count, so that of two matches that begin at once the second counts both.
SET person.lockedBy = true
REMOVE person.lockedBy
WITH person, COUNT { (person)<-[:MENTOR]-(:Match {status: 'active'}) } AS taken
WHERE person.placesTaken IS NULL OR person.placesTaken <> taken
SET person.placesTaken = taken
RETURN person.id AS id
ORDER BY id
