// Writes nearness that was computed outside; skills are given by their place in the order of ids, via -1 is none.
// access: write
// scope: none
// params: rows: list[map]
// returns: nothing
CALL () {
  MATCH (skill:Skill)
  WITH skill
  ORDER BY skill.id
  RETURN collect(skill) AS skills, collect(skill.id) AS ids
}
UNWIND $rows AS row
WITH row, skills, ids, skills[row.skill] AS skill
UNWIND range(0, size(row.others) - 1) AS place
WITH skill, skills[row.others[place]] AS other, row.strengths[place] AS strength,
  CASE WHEN row.vias[place] < 0 THEN [] ELSE [ids[row.vias[place]]] END AS via
CREATE (skill)-[:NEAR {strength: strength, via: via}]->(other)
