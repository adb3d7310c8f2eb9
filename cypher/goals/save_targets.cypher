// Replaces the skills that a goal aims at.
// access: write
// scope: everybody, because its person was locked within the scope
// params: goalId: str, targets: list[map]
// returns: nothing
MATCH (goal:Goal {id: $goalId})
CALL (goal) {
  MATCH (goal)-[old:TARGETS]->(:Skill)
  DELETE old
}
UNWIND $targets AS target
MATCH (skill:Skill {id: target.skillId})
CREATE (goal)-[:TARGETS {level: target.level, weight: target.weight}]->(skill)
