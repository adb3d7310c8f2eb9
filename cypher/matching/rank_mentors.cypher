// Mentors by graph distance to a mentee's goals, nearest first, after the hard rules; the distance is in docs/matching.md.
// access: read
// params: menteeId: str, goalIds: list[str]?, policyVersion: int, week: date, minimumSharedMinutes: int,
//   afterProximity: int?, afterExactTargets: int?, afterId: str?, limit: int
// returns: RankedMentor
MATCH (policy:Policy {version: $policyVersion})
MATCH (mentee:Person {id: $menteeId})
WITH policy, mentee, COLLECT {
  MATCH (mentee)-[free:FREE]->(slot:TimeSlot)
  WHERE free.from <= $week AND $week < free.until
  RETURN slot
} AS menteeSlots
CALL (policy, mentee) {
  MATCH (mentee)-[:PURSUES]->(goal:Goal {status: 'active'})-[target:TARGETS]->(wanted:Skill)
  WHERE $goalIds IS NULL OR goal.id IN $goalIds
  OPTIONAL MATCH (policy)-[weighs:WEIGHS]->(wanted)
  WITH goal, wanted, target.level AS targetLevel, target.weight * coalesce(weighs.specificity, 1.0) AS raw
  ORDER BY goal.id, wanted.id
  WITH goal, sum(raw) AS total, collect({wanted: wanted, targetLevel: targetLevel, raw: raw}) AS targets
  WITH sum(goal.priority) AS priorities,
    collect({id: goal.id, priority: goal.priority, total: total, targets: targets}) AS goals
  UNWIND goals AS goal
  UNWIND goal.targets AS target
  RETURN goal.id AS goalId, target.wanted AS wanted, target.targetLevel AS targetLevel,
    goal.priority / priorities * target.raw / goal.total AS weight
}
CALL (wanted) {
  RETURN wanted AS held, 1.0 AS nearness
  UNION ALL
  MATCH (wanted)-[near:NEAR]->(held:Skill)
  RETURN held, near.strength AS nearness
}
OPTIONAL MATCH (mentee)-[own:HAS]->(held)
WITH policy, mentee, menteeSlots, goalId, wanted, targetLevel, weight, held, nearness,
  coalesce(own.level, 0) AS menteeLevel
MATCH (held)<-[has:HAS]-(mentor:Person)
WHERE has.level > menteeLevel
  AND mentor.mentoring
  AND mentor <> mentee
WITH policy, mentee, menteeSlots, goalId, wanted, weight, mentor, held = wanted AS exact,
  nearness * CASE
    WHEN has.level < targetLevel THEN policy.fitBelow * has.level / targetLevel
    ELSE policy.fitAt + (1 - policy.fitAt) * (has.level - targetLevel + 1) / (5 - targetLevel)
  END AS value
WITH mentee, menteeSlots, mentor, goalId, wanted, weight, sum(log(1 - policy.damping * value)) AS remaining,
  max(CASE WHEN exact THEN 1 ELSE 0 END) AS exact
WITH mentee, menteeSlots, mentor, sum(weight * (1 - exp(remaining))) AS proximity, sum(exact) AS exactTargets
WHERE mentor.places > COUNT { (mentor)<-[:MENTOR]-(:Match {status: 'active'}) }
  AND (mentee.languages = [] OR mentor.languages = []
    OR any(language IN mentee.languages WHERE language IN mentor.languages))
  AND NOT EXISTS { (mentee)-[:REPORTS_TO*1..2]->(mentor) }
  AND NOT EXISTS { (mentor)-[:REPORTS_TO*1..2]->(mentee) }
  AND NOT EXISTS { (mentee)-[:BLOCKS|DECLINED]-(mentor) }
  AND NOT EXISTS { (mentee)<-[:MENTEE]-(:Match {status: 'active'})-[:MENTOR]->(mentor) }
// A stored text sorts by code point, but is compared with a parameter by halves of surrogate pairs; a sum always so.
WITH mentee, mentor, mentor.id + '' AS mentorId, exactTargets,
  // Billionths, with cuts at an odd place, so that two sums of the same terms in another order stay equal.
  toInteger(floor(proximity * 1000000000 + 0.2718281828)) AS proximityBillionths,
  COUNT {
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
    OR (proximityBillionths = $afterProximity AND exactTargets = $afterExactTargets AND mentorId > $afterId))
RETURN mentorId, proximityBillionths, exactTargets, sharedMinutes
ORDER BY proximityBillionths DESC, exactTargets DESC, mentorId
LIMIT $limit
