// The given skills and those related to them: whose nearness changes when relations of the given ones do.
// access: read
// scope: none
// params: skillIds: list[str]
// returns: SkillId
UNWIND $skillIds AS skillId
MATCH (skill:Skill {id: skillId})
CALL (skill) {
  RETURN skill AS beside
  UNION
  MATCH (skill)-[:RELATED|BROADER]-(beside:Skill)
  RETURN beside
}
RETURN DISTINCT beside.id AS id
ORDER BY id
