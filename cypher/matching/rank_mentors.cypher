// Mentors by graph distance to a mentee's goals, nearest first, after the hard rules; the distance is in docs/matching.md.
// Who cannot share enough time is left out before anything is counted; the other rules are looked at from the nearest
// mentor on, until the page is full. docs/performance.md says what each step is worth.
// "rule:" marks the predicate of a hard rule of graphapi/matching/rules.py.
// access: read
// scope: person
// params: menteeId: str, goalIds: list[str]?, policyVersion: int, week: date, minimumSharedMinutes: int,
//   minimumSessionMinutes: int, askedMinutes: int, tieFactor: int, tieShift: int, afterProximity: int?,
//   afterExactTargets: int?, afterTie: int?, afterId: str?, demands: list[map], limit: int
// returns: RankedMentor
MATCH (policy:Policy {version: $policyVersion})
MATCH (mentee:Person {id: $menteeId})
WHERE ($scopeUnit IS NULL OR EXISTS {
  MATCH (mentee)-[:WORKS_IN]->(scope:Unit)
  WHERE scope.path = $scopeUnit OR scope.path STARTS WITH $scopeUnit + ' > '
})
WITH policy, mentee, COLLECT {
  MATCH (mentee)-[free:FREE]->(slot:TimeSlot)
  WHERE free.from <= $week AND $week < free.until
  RETURN DISTINCT slot
} AS menteeSlots, COLLECT {
  // A half-hour that is wholly free for any format has none of these properties, which is nearly always so.
  MATCH (mentee)-[free:FREE]->(slot:TimeSlot)
  WHERE free.from <= $week AND $week < free.until
    AND (free.begins IS NOT NULL OR free.ends IS NOT NULL OR free.formats IS NOT NULL)
  RETURN {slot: slot, begins: coalesce(free.begins, 0), ends: coalesce(free.ends, 30), formats: free.formats}
} AS menteePieces, COLLECT {
  MATCH (mentee)-[has:HAS]->(skill:Skill)
  RETURN {skill: skill, level: has.level}
} AS own
CALL (policy, mentee) {
  MATCH (mentee)-[:PURSUES]->(goal:Goal {status: 'active'})-[target:TARGETS]->(wanted:Skill)
  WHERE $goalIds IS NULL OR goal.id IN $goalIds
  OPTIONAL MATCH (policy)-[weighs:WEIGHS]->(wanted)
  WITH goal, wanted, target.level AS targetLevel, target.weight * coalesce(weighs.specificity, 1.0) AS raw
  ORDER BY goal.id, wanted.id
  WITH goal, sum(raw) AS total, collect({wanted: wanted, targetLevel: targetLevel, raw: raw}) AS targets
  WITH sum(goal.priority) AS priorities,
    collect({priority: goal.priority, total: total, targets: targets}) AS goals
  UNWIND goals AS goal
  UNWIND goal.targets AS target
  RETURN collect({
    wanted: target.wanted, targetLevel: target.targetLevel, weight: 1.0 * goal.priority / priorities * target.raw / goal.total
  }) AS targets
}
CALL (mentee, menteeSlots) {
  CALL (mentee, menteeSlots) {
    UNWIND menteeSlots AS slot
    // Offers of any week, as if each were 30 minutes: never fewer than in the asked one, and no property is read. The
    // exact minutes come last.
    MATCH (slot)<-[:OFFERS]-(mentor)
    WHERE $askedMinutes > 0
    WITH mentor, count(*) AS most
    WHERE most * 30 >= $askedMinutes
    RETURN mentor
    UNION ALL
    UNWIND CASE WHEN $askedMinutes > 0 AND 'asynchronous' IN mentee.formats THEN [1] ELSE [] END AS _
    MATCH (mentor:Person)
    WHERE 'asynchronous' IN mentor.formats
    RETURN mentor
  }
  RETURN collect(mentor) AS inTime
}
CALL (policy, own, targets, inTime) {
  WITH policy.damping AS damping, policy.fitBelow AS fitBelow, policy.fitAt AS fitAt,
    own, [claim IN own | claim.skill] AS ownSkills, targets, inTime
  UNWIND targets AS target
  CALL (damping, fitBelow, fitAt, own, ownSkills, target, inTime) {
    WITH target.wanted AS wanted, target.targetLevel AS targetLevel,
      damping, fitBelow, fitAt, own, ownSkills, inTime
    CALL (wanted) {
      RETURN wanted AS held, 1.0 AS nearness, 1 AS isExact
      UNION ALL
      MATCH (wanted)-[near:NEAR]->(held:Skill)
      RETURN held, near.strength AS nearness, 0 AS isExact
    }
    WITH held, isExact, damping * nearness AS most, targetLevel, fitBelow, fitAt, inTime, CASE
      WHEN held IN ownSkills THEN head([claim IN own WHERE claim.skill = held | claim.level])
      ELSE 0
    END AS menteeLevel
    MATCH (held)<-[has:HAS]-(mentor)
    WITH *
    WHERE $askedMinutes = 0 OR mentor IN inTime
    WITH mentor, has.level AS level, isExact, most, targetLevel, fitBelow, fitAt, menteeLevel
    WHERE level > menteeLevel
    RETURN mentor, max(isExact) AS exact, sum(log(1 - most * CASE
      WHEN level < targetLevel THEN fitBelow * level / targetLevel
      ELSE fitAt + (1 - fitAt) * (level - targetLevel + 1) / (5 - targetLevel)
    END)) AS remaining
  }
  RETURN mentor, sum(target.weight * (1 - exp(remaining))) AS proximity, sum(exact) AS exactTargets
}
// A stored text sorts by code point, but is compared with a parameter by halves of surrogate pairs; a sum always so.
WITH mentee, menteeSlots, menteePieces, mentor, mentor.id + '' AS mentorId, exactTargets,
  // Among equal mentors each mentee sees another one first; graphapi/people/ties.py says how.
  (coalesce(mentor.tieKey, 0) * $tieFactor + $tieShift) % 2147483647 AS tie,
  // Billionths, with cuts at an odd place, so that two sums of the same terms in another order stay equal.
  toInteger(floor(proximity * 1000000000 + 0.2718281828)) AS proximityBillionths
WHERE proximityBillionths > 0
  // rule: MENTORING
  AND mentor.mentoring
  // rule: NOT_ONESELF
  AND mentor <> mentee
  AND ($afterProximity IS NULL
    OR proximityBillionths < $afterProximity
    OR (proximityBillionths = $afterProximity AND exactTargets < $afterExactTargets)
    OR (proximityBillionths = $afterProximity AND exactTargets = $afterExactTargets AND tie > $afterTie)
    OR (proximityBillionths = $afterProximity AND exactTargets = $afterExactTargets AND tie = $afterTie AND mentorId > $afterId))
WITH mentee, menteeSlots, menteePieces, [piece IN menteePieces | piece.slot] AS menteePartly, mentor, mentorId,
  exactTargets, tie, proximityBillionths
ORDER BY proximityBillionths DESC, exactTargets DESC, tie, mentorId
// From here on one mentor after the other, and no more of them than the page needs.
WITH mentee, mentor, mentorId, exactTargets, tie, proximityBillionths,
  'asynchronous' IN mentee.formats AND 'asynchronous' IN mentor.formats AS asynchronous, COLLECT {
  // What both share, in order.
  MATCH (mentor)-[offers:OFFERS]->(slot:TimeSlot)
  WHERE slot IN menteeSlots AND offers.from <= $week AND $week < offers.until
  WITH slot, coalesce(offers.begins, 0) AS begins, coalesce(offers.ends, 30) AS ends, offers.formats AS formats
  UNWIND CASE
    WHEN NOT slot IN menteePartly THEN [{begins: 0, ends: 30}]
    ELSE [piece IN menteePieces WHERE piece.slot = slot]
  END AS piece
  WITH (slot.weekday - 1) * 1440 + slot.minute AS minute,
    CASE WHEN begins > piece.begins THEN begins ELSE piece.begins END AS begins,
    CASE WHEN ends < piece.ends THEN ends ELSE piece.ends END AS ends,
    CASE
      WHEN formats IS NULL THEN piece.formats
      WHEN piece.formats IS NULL THEN formats
      ELSE [name IN formats WHERE name IN piece.formats]
    END AS formats
  WHERE begins < ends AND (formats IS NULL OR formats <> [])
  RETURN {starts: minute + begins, ends: minute + ends, formats: formats} AS piece
  ORDER BY minute + begins
} AS shared
WITH mentee, mentor, mentorId, exactTargets, tie, proximityBillionths, asynchronous, shared,
  reduce(minutes = 0, piece IN shared | minutes + piece.ends - piece.starts) AS sharedMinutes
WHERE
  // The shared minutes are those in formats that suit both.
  // rule: SHARED_TIME, SHARED_FORMAT
  ($minimumSharedMinutes = 0 OR sharedMinutes >= $minimumSharedMinutes OR asynchronous)
  // rule: WEEKLY_MINUTES
  AND (mentor.weeklyMinutes IS NULL OR mentor.weeklyMinutes >= $askedMinutes)
  // rule: FREE_PLACE
  AND mentor.places > mentor.placesTaken
  AND ($scopeUnit IS NULL OR EXISTS {
    MATCH (mentor)-[:WORKS_IN]->(scope:Unit)
    WHERE scope.path = $scopeUnit OR scope.path STARTS WITH $scopeUnit + ' > '
  })
  // A region or script after the language does not part people; graphapi/people/languages.py says why.
  // rule: COMMON_LANGUAGE
  AND (coalesce(mentee.languages, []) = [] OR coalesce(mentor.languages, []) = []
    OR any(tag IN mentor.languages WHERE split(tag, '-')[0] IN [own IN mentee.languages | split(own, '-')[0]]))
  // What the rules about attributes ask of mentors of this mentee; graphapi/attributes/model.py says how.
  // rule: ATTRIBUTES
  AND all(demand IN $demands WHERE any(said IN coalesce(mentor.attributes, []) WHERE said STARTS WITH demand.prefix
    AND (demand.oneOf IS NULL OR said IN demand.oneOf) AND NOT said IN demand.noneOf))
  // rule: REPORTING_LINE
  AND NOT EXISTS { (mentee)-[:REPORTS_TO*1..2]->(mentor) }
  // rule: REPORTING_LINE
  AND NOT EXISTS { (mentor)-[:REPORTS_TO*1..2]->(mentee) }
  // rule: NOT_BLOCKED, NOT_DECLINED
  AND NOT EXISTS { (mentee)-[:BLOCKS|DECLINED]-(mentor) }
  // rule: NOT_MATCHED
  AND NOT EXISTS { (mentee)<-[:MENTEE]-(:Match {status: 'active'})-[:MENTOR]->(mentor) }
  // Some stretch in which one format will do throughout, null standing for none in particular, is long enough.
  // rule: SESSION_TIME
  AND ($minimumSessionMinutes = 0 OR asynchronous OR any(
    name IN [NULL] + reduce(names = [], piece IN shared | names + coalesce(piece.formats, []))
    WHERE reduce(run = {begun: 0, until: -1, longest: 0}, piece IN shared | CASE
      WHEN piece.formats IS NOT NULL AND NOT coalesce(name IN piece.formats, false) THEN run
      WHEN piece.starts = run.until THEN {
        begun: run.begun, until: piece.ends,
        longest: CASE WHEN piece.ends - run.begun > run.longest THEN piece.ends - run.begun ELSE run.longest END
      }
      ELSE {
        begun: piece.starts, until: piece.ends,
        longest: CASE WHEN piece.ends - piece.starts > run.longest THEN piece.ends - piece.starts ELSE run.longest END
      }
    END).longest >= $minimumSessionMinutes
  ))
RETURN mentorId, proximityBillionths, exactTargets, tie, sharedMinutes
ORDER BY proximityBillionths DESC, exactTargets DESC, tie, mentorId
LIMIT $limit
