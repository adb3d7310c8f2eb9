// What a ranking needs to know of the mentee before it starts: the goals, the free time of the week, what is derived.
// access: read
// scope: person
// params: menteeId: str, goalIds: list[str]?, week: date
// returns: MenteeFacts
MATCH (mentee:Person {id: $menteeId})
WHERE ($scopeUnit IS NULL OR EXISTS {
  MATCH (mentee)-[:WORKS_IN]->(scope:Unit)
  WHERE scope.path = $scopeUnit OR scope.path STARTS WITH $scopeUnit + ' > '
})
OPTIONAL MATCH (horizon:Freshness {name: 'freeTime'})
RETURN mentee.id AS id, mentee.timeZone AS timeZone,
  reduce(minutes = 0, piece IN COLLECT {
    MATCH (mentee)-[free:FREE]->(:TimeSlot)
    WHERE free.from <= $week AND $week < free.until
    RETURN coalesce(free.ends, 30) - coalesce(free.begins, 0)
  } | minutes + piece) AS freeMinutes,
  horizon.from AS horizonFrom, horizon.until AS horizonUntil,
  COLLECT {
    MATCH (mentee)-[:PURSUES]->(goal:Goal)
    WHERE CASE WHEN $goalIds IS NULL THEN goal.status = 'active' ELSE goal.id IN $goalIds END
    RETURN {
      id: goal.id, statement: goal.statement, status: goal.status, priority: goal.priority,
      targets: COLLECT {
        MATCH (goal)-[target:TARGETS]->(skill:Skill)
        RETURN {skillId: skill.id, level: target.level, weight: target.weight} AS target
        ORDER BY skill.id
      }
    } AS goal
    ORDER BY goal.id
    LIMIT 1000
  } AS goals,
  coalesce(mentee.attributes, []) AS attributes
