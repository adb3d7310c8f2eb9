// The id of every skill.
// access: read
// params: none
// returns: SkillId
MATCH (skill:Skill)
RETURN skill.id AS id
ORDER BY id
