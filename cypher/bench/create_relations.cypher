// Makes relations between skills; `others` and `strengths` are parallel lists of what begins at one skill.
// access: write
// scope: none
// params: rows: list[map]
// returns: nothing
UNWIND $rows AS row
MATCH (skill:Skill {id: row.id})
UNWIND range(0, size(row.others) - 1) AS place
MATCH (other:Skill {id: row.others[place]})
CREATE (skill)-[:RELATED {strength: row.strengths[place], source: 'benchmark'}]->(other)
