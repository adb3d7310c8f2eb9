// The given skills and all that their relations reach within two hops: whose nearness an edit can change.
// access: read
// scope: none
// params: skillIds: list[str]
// returns: SkillId
UNWIND $skillIds AS skillId
MATCH (skill:Skill {id: skillId})
CALL (skill) {
  RETURN skill AS reached
  UNION
  MATCH (skill)-[:RELATED|BROADER|NEAR]-(reached:Skill)
  RETURN reached
  UNION
  MATCH (skill)-[:RELATED|BROADER]-(:Skill)-[:RELATED|BROADER]-(reached:Skill)
  RETURN reached
}
RETURN DISTINCT reached.id AS id
ORDER BY id
