// The targets of the mentee's goals, each with its part in the whole proximity; the parts sum to 1.
// access: read
// scope: person
// params: menteeId: str, goalIds: list[str]?, policyVersion: int
// returns: AimRow
MATCH (policy:Policy {version: $policyVersion})
MATCH (mentee:Person {id: $menteeId})
WHERE ($scopeUnit IS NULL OR EXISTS {
  MATCH (mentee)-[:WORKS_IN]->(scope:Unit)
  WHERE scope.path = $scopeUnit OR scope.path STARTS WITH $scopeUnit + ' > '
})
MATCH (mentee)-[:PURSUES]->(goal:Goal {status: 'active'})-[target:TARGETS]->(wanted:Skill)
WHERE $goalIds IS NULL OR goal.id IN $goalIds
OPTIONAL MATCH (policy)-[weighs:WEIGHS]->(wanted)
WITH goal, wanted, target.level AS level, target.weight * coalesce(weighs.specificity, 1.0) AS raw
ORDER BY goal.id, wanted.id
WITH goal, sum(raw) AS total, collect({wanted: wanted, level: level, raw: raw}) AS targets
WITH sum(goal.priority) AS priorities, collect({id: goal.id, priority: goal.priority, total: total, targets: targets}) AS goals
UNWIND goals AS goal
UNWIND goal.targets AS target
RETURN goal.id AS goalId, target.wanted.id AS skillId, target.wanted.label AS label, target.level AS level,
  1.0 * goal.priority / priorities * target.raw / goal.total AS weight
ORDER BY goalId, skillId
