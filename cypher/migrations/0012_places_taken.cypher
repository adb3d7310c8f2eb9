// How many places of a mentor are taken is stored with the mentor.
// kind: data
MATCH (person:Person)
WHERE person.placesTaken IS NULL
SET person.placesTaken = COUNT { (person)<-[:MENTOR]-(:Match {status: 'active'}) };
