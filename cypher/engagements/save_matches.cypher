// Creates matches, or changes those that still have the status that was seen; null was seen of one that is new.
// Counts the matches of mentors who have as many places as active matches, and only those.
// access: write
// scope: everybody, because an import speaks for the whole organisation
// params: rows: list[map]
// returns: Written
UNWIND $rows AS row
MATCH (mentor:Person {id: row.mentorId})
MATCH (mentee:Person {id: row.menteeId})
// Writing without reading takes the write lock and nothing else; nothing is stored (docs/decisions/0011-write-locks.md).
SET mentor.lockedBy = true
REMOVE mentor.lockedBy
MERGE (stored:Match {id: row.id})
WITH row, mentor, mentee, stored
WHERE stored.status = row.statusBefore OR (stored.status IS NULL AND row.statusBefore IS NULL)
SET stored.status = row.status, stored.startedOn = row.startedOn, stored.endedOn = row.endedOn
MERGE (stored)-[:MENTOR]->(mentor)
MERGE (stored)-[:MENTEE]->(mentee)
WITH mentor, count(*) AS saved
WHERE COUNT { (mentor)<-[:MENTOR]-(:Match {status: 'active'}) } <= mentor.places
RETURN sum(saved) AS written
