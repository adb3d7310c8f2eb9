// Ends the active matches of the given people, as mentors and as mentees.
// access: write
// scope: everybody, because a match ends for both people
// params: personIds: list[str], day: date
// returns: EndedMatch
UNWIND $personIds AS personId
MATCH (:Person {id: personId})<-[:MENTOR|MENTEE]-(ended:Match {status: 'active'})
WITH DISTINCT ended
SET ended.status = 'ended', ended.endedOn = $day
WITH ended
MATCH (mentor:Person)<-[:MENTOR]-(ended)-[:MENTEE]->(mentee:Person)
RETURN ended.id AS id, mentor.id AS mentorId, mentee.id AS menteeId
ORDER BY id
