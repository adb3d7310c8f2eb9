// The skills that each occupation needs.
// access: read
// scope: none
// params: none
// returns: SkillsTogether
MATCH (occupation:Occupation)
RETURN COLLECT {
  MATCH (occupation)-[:NEEDS]->(skill:Skill)
  RETURN skill.id AS skillId
  ORDER BY skillId
} AS skillIds
ORDER BY occupation.id
