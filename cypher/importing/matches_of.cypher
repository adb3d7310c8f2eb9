// The matches with these ids, and all of these mentees; unknown ids are left out.
// access: read
// scope: everybody, because an import speaks for the whole organisation
// params: ids: list[str], menteeIds: list[str]
// returns: StoredMatch
CALL () {
  UNWIND $ids AS id
  MATCH (found:Match {id: id})
  RETURN found
  UNION
  UNWIND $menteeIds AS menteeId
  MATCH (:Person {id: menteeId})<-[:MENTEE]-(found:Match)
  RETURN found
}
MATCH (mentor:Person)<-[:MENTOR]-(found)-[:MENTEE]->(mentee:Person)
RETURN found.id AS id, mentor.id AS mentorId, mentee.id AS menteeId, found.status AS status,
  found.startedOn AS startedOn, found.endedOn AS endedOn
ORDER BY id
