// People of whom another number of taken places is stored than there are active matches.
// access: read
// scope: everybody, because what is derived is derived for everybody
// params: limit: int
// returns: WrongPlaces
MATCH (person:Person)
WITH person, COUNT { (person)<-[:MENTOR]-(:Match {status: 'active'}) } AS taken
WHERE person.placesTaken IS NULL OR person.placesTaken <> taken
RETURN person.id AS id, person.placesTaken AS stored, taken
ORDER BY id
LIMIT $limit
