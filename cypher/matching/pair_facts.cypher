// What the hard rules look at for one mentee and one mentor.
// access: read
// scope: person
// params: menteeId: str, mentorId: str, week: date
// returns: PairFacts
MATCH (mentee:Person {id: $menteeId})
WHERE ($scopeUnit IS NULL OR EXISTS {
  MATCH (mentee)-[:WORKS_IN]->(scope:Unit)
  WHERE scope.path = $scopeUnit OR scope.path STARTS WITH $scopeUnit + ' > '
})
MATCH (mentor:Person {id: $mentorId})
WHERE ($scopeUnit IS NULL OR EXISTS {
  MATCH (mentor)-[:WORKS_IN]->(scope:Unit)
  WHERE scope.path = $scopeUnit OR scope.path STARTS WITH $scopeUnit + ' > '
})
RETURN mentee.id AS menteeId, mentor.id AS mentorId, coalesce(mentor.mentoring, false) AS mentoring,
  coalesce(mentor.places, 0) AS places, mentor.weeklyMinutes AS weeklyMinutes,
  coalesce(mentor.tieKey, 0) AS mentorTieKey,
  coalesce(mentor.placesTaken, mentor.places, 0) AS placesTaken,
  coalesce(mentee.languages, []) AS menteeLanguages, coalesce(mentor.languages, []) AS mentorLanguages,
  coalesce(mentee.formats, []) AS menteeFormats, coalesce(mentor.formats, []) AS mentorFormats,
  coalesce(mentee.attributes, []) AS menteeAttributes, coalesce(mentor.attributes, []) AS mentorAttributes,
  coalesce(head(COLLECT {
    MATCH path = (mentee)-[:REPORTS_TO*1..2]->(mentor)
    RETURN length(path) AS steps
    ORDER BY steps
    LIMIT 1
  }), 0) AS stepsUpToMentor,
  coalesce(head(COLLECT {
    MATCH path = (mentor)-[:REPORTS_TO*1..2]->(mentee)
    RETURN length(path) AS steps
    ORDER BY steps
    LIMIT 1
  }), 0) AS stepsUpToMentee,
  EXISTS { (mentee)-[:BLOCKS]-(mentor) } AS blocked,
  EXISTS { (mentee)-[:DECLINED]-(mentor) } AS declined,
  EXISTS { (mentee)<-[:MENTEE]-(:Match {status: 'active'})-[:MENTOR]->(mentor) } AS matched,
  reduce(minutes = 0, piece IN COLLECT {
    MATCH (mentee)-[free:FREE]->(:TimeSlot)
    WHERE free.from <= $week AND $week < free.until
    RETURN coalesce(free.ends, 30) - coalesce(free.begins, 0)
  } | minutes + piece) AS menteeFreeMinutes,
  reduce(minutes = 0, piece IN COLLECT {
    MATCH (mentor)-[free:FREE]->(:TimeSlot)
    WHERE free.from <= $week AND $week < free.until
    RETURN coalesce(free.ends, 30) - coalesce(free.begins, 0)
  } | minutes + piece) AS mentorFreeMinutes
