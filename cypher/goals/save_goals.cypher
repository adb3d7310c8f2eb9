// Creates goals, or changes those that are active and still at the revision that was seen.
// A revision of 0 means that there is no such goal yet. Without `skillIds` the targets stay; otherwise the goal aims at
// these skills alone, with parallel lists of levels and weights. Everything that was written counts.
// access: write
// scope: everybody, because these people were locked within the scope, or are new
// params: rows: list[map], today: date
// returns: Written
UNWIND $rows AS row
MATCH (person:Person {id: row.personId})
MERGE (goal:Goal {id: row.id})
  ON CREATE SET goal.revision = 0, goal.status = 'active', goal.statedOn = $today
// Only a sum takes the lock before it reads, so the comparison comes after it.
SET goal.revision = goal.revision + 1
WITH person, goal, row
WHERE goal.revision = row.revision + 1 AND goal.status = 'active'
SET goal += row.properties
SET goal.closedOn = CASE goal.status WHEN 'closed' THEN coalesce(goal.closedOn, $today) END
FOREACH (_ IN CASE WHEN row.revision = 0 THEN [1] ELSE [] END |
  CREATE (person)-[:PURSUES]->(goal)
)
WITH goal, row
CALL (goal, row) {
  MATCH (goal)-[old:TARGETS]->(skill:Skill)
  WHERE NOT skill.id IN row.skillIds
  DELETE old
}
CALL (goal, row) {
  UNWIND range(0, size(coalesce(row.skillIds, [])) - 1) AS place
  MATCH (skill:Skill {id: row.skillIds[place]})
  MERGE (goal)-[targets:TARGETS]->(skill)
  SET targets.level = row.levels[place], targets.weight = row.weights[place]
  RETURN count(*) AS aims
}
RETURN sum(1 + aims) AS written
