// Makes each goal aim at the given skills and no others; a row holds parallel lists of skills, levels and weights.
// access: write
// scope: everybody, because an import speaks for the whole organisation
// params: rows: list[map]
// returns: Written
UNWIND $rows AS row
MATCH (goal:Goal {id: row.id})
CALL (goal, row) {
  MATCH (goal)-[old:TARGETS]->(skill:Skill)
  WHERE NOT skill.id IN row.skillIds
  DELETE old
}
UNWIND range(0, size(row.skillIds) - 1) AS place
MATCH (skill:Skill {id: row.skillIds[place]})
MERGE (goal)-[targets:TARGETS]->(skill)
SET targets.level = row.levels[place], targets.weight = row.weights[place]
RETURN count(*) AS written
