// Keeps other editors of the skills waiting until the transaction ends, and gives each skill's status.
// access: write
// params: ids: list[str]
// returns: SkillStanding
UNWIND $ids AS id
MATCH (skill:Skill {id: id})
// Only a sum takes the lock before it reads; a property set to itself takes none.
SET skill.revision = skill.revision + 0
RETURN skill.id AS id, skill.status AS status
ORDER BY id
