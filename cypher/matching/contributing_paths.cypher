// Every path from the mentee's goals to the given mentors that counts, with its value; the hard rules do not matter here.
// access: read
// scope: person
// params: menteeId: str, goalIds: list[str]?, policyVersion: int, mentorIds: list[str]
// returns: PathRow
MATCH (policy:Policy {version: $policyVersion})
MATCH (mentee:Person {id: $menteeId})
WHERE ($scopeUnit IS NULL OR EXISTS {
  MATCH (mentee)-[:WORKS_IN]->(scope:Unit)
  WHERE scope.path = $scopeUnit OR scope.path STARTS WITH $scopeUnit + ' > '
})
// What the mentors hold is little, what is near the targets is much: only near skills that they hold go on.
CALL () {
  UNWIND $mentorIds AS mentorId
  MATCH (mentor:Person {id: mentorId})-[has:HAS]->(held:Skill)
  WHERE ($scopeUnit IS NULL OR EXISTS {
    MATCH (mentor)-[:WORKS_IN]->(scope:Unit)
    WHERE scope.path = $scopeUnit OR scope.path STARTS WITH $scopeUnit + ' > '
  })
  WITH held, collect({mentorId: mentorId, level: has.level}) AS holders
  RETURN collect(held) AS heldSkills, collect({held: held, holders: holders}) AS claims
}
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
  RETURN goal.id AS goalId, 1.0 * goal.priority / priorities AS goalWeight, target.wanted AS wanted,
    target.targetLevel AS targetLevel, target.raw / goal.total AS targetWeight
}
CALL (wanted, heldSkills) {
  WITH wanted AS held, heldSkills
  WHERE held IN heldSkills
  RETURN held, 1.0 AS nearness, [] AS via
  UNION ALL
  MATCH (wanted)-[near:NEAR]->(held:Skill)
  WHERE held IN heldSkills
  RETURN held, near.strength AS nearness, near.via AS via
}
OPTIONAL MATCH (mentee)-[own:HAS]->(held)
WITH policy, goalId, goalWeight, wanted, targetLevel, targetWeight, held, nearness, via,
  coalesce(own.level, 0) AS menteeLevel, head([claim IN claims WHERE claim.held = held | claim.holders]) AS holders
UNWIND holders AS holder
WITH *, holder.mentorId AS mentorId, holder.level AS mentorLevel
WHERE mentorLevel > menteeLevel
WITH *, CASE
  WHEN mentorLevel < targetLevel THEN policy.fitBelow * mentorLevel / targetLevel
  ELSE policy.fitAt + (1 - policy.fitAt) * (mentorLevel - targetLevel + 1) / (5 - targetLevel)
END AS fit
RETURN mentorId, goalId, goalWeight, wanted.id AS wantedId, wanted.label AS wantedLabel, targetLevel, targetWeight,
  held.id AS heldId, held.label AS heldLabel, mentorLevel, menteeLevel, nearness, fit,
  log(1 - policy.damping * nearness * fit) AS logRemaining,
  COLLECT {
    UNWIND via AS betweenId
    MATCH (between:Skill {id: betweenId})
    RETURN {id: between.id, label: between.label} AS between
  } AS via
ORDER BY mentorId, goalId, wantedId, logRemaining, heldId
