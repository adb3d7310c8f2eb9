// The id of every skill.
// access: read
// scope: none
// params: none
// returns: SkillId
MATCH (skill:Skill)
RETURN skill.id AS id
ORDER BY id
