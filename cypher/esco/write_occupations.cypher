// Makes or changes occupations and what they need: `needs` are new or changed ones, `lost` those that go.
// access: write
// scope: none
// params: rows: list[map]
// returns: nothing
UNWIND $rows AS row
MERGE (occupation:Occupation {id: row.id})
SET occupation.label = row.label, occupation.iscoGroup = row.iscoGroup
WITH occupation, row
CALL (occupation, row) {
  MATCH (occupation)-[old:NEEDS]->(skill:Skill)
  WHERE skill.id IN row.lost
  DELETE old
}
CALL (occupation, row) {
  UNWIND row.needs AS need
  MATCH (skill:Skill {id: need.skillId})
  MERGE (occupation)-[needs:NEEDS]->(skill)
  SET needs.kind = need.kind
}
