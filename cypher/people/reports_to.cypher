// Whether a person is the other one, or reports to them over any number of steps.
// access: read
// scope: everybody, because a circle is one, whoever is in it
// params: personId: str, aboveId: str
// returns: Known
RETURN EXISTS {
  MATCH (:Person {id: $personId})-[:REPORTS_TO*0..100]->(:Person {id: $aboveId})
} AS known
