// Mentors as the obvious query finds them: one pattern from the goals over near skills to people, with filters inline.
// It gives the same answers as matching/rank_mentors, which the benchmark compares with it, on the benchmark's map: all
// half-hours are whole and for any format, and nobody states weekly minutes.
// access: read
// scope: everybody, because a made-up map
// params: menteeId: str, goalIds: list[str]?, policyVersion: int, week: date, minimumSharedMinutes: int,
//   tieFactor: int, tieShift: int, afterProximity: int?, afterExactTargets: int?, afterTie: int?, afterId: str?, limit: int
// returns: OnePatternMentor
MATCH (policy:Policy {version: $policyVersion})
MATCH (mentee:Person {id: $menteeId})
WITH policy, mentee, COLLECT {
  MATCH (mentee)-[free:FREE]->(slot:TimeSlot)
  WHERE free.from <= $week AND $week < free.until
  RETURN slot
} AS menteeSlots
MATCH (mentee)-[:PURSUES]->(goal:Goal {status: 'active'})-[target:TARGETS]->(wanted:Skill)
WHERE $goalIds IS NULL OR goal.id IN $goalIds
OPTIONAL MATCH (policy)-[weighs:WEIGHS]->(wanted)
WITH policy, mentee, menteeSlots, goal, target, wanted, target.weight * coalesce(weighs.specificity, 1.0) AS raw
ORDER BY goal.id, wanted.id
WITH policy, mentee, menteeSlots, goal, sum(raw) AS total,
  collect({wanted: wanted, level: target.level, raw: raw}) AS targets
WITH policy, mentee, menteeSlots, sum(goal.priority) AS priorities,
  collect({goal: goal, total: total, targets: targets}) AS goals
UNWIND goals AS entry
UNWIND entry.targets AS target
WITH policy, mentee, menteeSlots, entry.goal AS goal, target.wanted AS wanted, target.level AS targetLevel,
  entry.goal.priority / priorities * target.raw / entry.total AS weight
MATCH (wanted)-[near:NEAR*0..1]->(held:Skill)
OPTIONAL MATCH (mentee)-[own:HAS]->(held)
MATCH (held)<-[has:HAS]-(mentor:Person)
WHERE has.level > coalesce(own.level, 0)
  AND mentor.mentoring
  AND mentor <> mentee
WITH mentee, menteeSlots, mentor, goal, wanted, weight,
  sum(log(1 - policy.damping * coalesce(head(near).strength, 1.0) * CASE
    WHEN has.level < targetLevel THEN policy.fitBelow * has.level / targetLevel
    ELSE policy.fitAt + (1 - policy.fitAt) * (has.level - targetLevel + 1) / (5 - targetLevel)
  END)) AS remaining,
  max(CASE WHEN held = wanted THEN 1 ELSE 0 END) AS exact
WITH mentee, menteeSlots, mentor, sum(exact) AS exactTargets,
  toInteger(floor(sum(weight * (1 - exp(remaining))) * 1000000000 + 0.2718281828)) AS proximityBillionths
WHERE mentor.places > mentor.placesTaken
  AND (mentee.languages = [] OR mentor.languages = []
    OR any(tag IN mentor.languages WHERE split(tag, '-')[0] IN [own IN mentee.languages | split(own, '-')[0]]))
  AND NOT EXISTS { (mentee)-[:REPORTS_TO*1..2]->(mentor) }
  AND NOT EXISTS { (mentor)-[:REPORTS_TO*1..2]->(mentee) }
  AND NOT EXISTS { (mentee)-[:BLOCKS|DECLINED]-(mentor) }
  AND NOT EXISTS { (mentee)<-[:MENTEE]-(:Match {status: 'active'})-[:MENTOR]->(mentor) }
WITH mentee, mentor, mentor.id + '' AS mentorId, exactTargets, proximityBillionths,
  (coalesce(mentor.tieKey, 0) * $tieFactor + $tieShift) % 2147483647 AS tie, COUNT {
  MATCH (mentor)-[offers:OFFERS]->(slot:TimeSlot)
  WHERE slot IN menteeSlots AND offers.from <= $week AND $week < offers.until
} * 30 AS sharedMinutes
WHERE proximityBillionths > 0
  AND ($minimumSharedMinutes = 0
    OR sharedMinutes >= $minimumSharedMinutes
    OR ('asynchronous' IN mentee.formats AND 'asynchronous' IN mentor.formats))
  AND ($afterProximity IS NULL
    OR proximityBillionths < $afterProximity
    OR (proximityBillionths = $afterProximity AND exactTargets < $afterExactTargets)
    OR (proximityBillionths = $afterProximity AND exactTargets = $afterExactTargets AND tie > $afterTie)
    OR (proximityBillionths = $afterProximity AND exactTargets = $afterExactTargets AND tie = $afterTie AND mentorId > $afterId))
RETURN mentorId, proximityBillionths, exactTargets, tie, sharedMinutes
ORDER BY proximityBillionths DESC, exactTargets DESC, tie, mentorId
LIMIT $limit
