// Keeps other editors of the skills waiting until the transaction ends, and gives each skill's status.
// access: write
// scope: none
// params: ids: list[str]
// returns: SkillStanding
UNWIND $ids AS id
MATCH (skill:Skill {id: id})
// Writing without reading takes the write lock and nothing else; nothing is stored (docs/decisions/0011-write-locks.md).
SET skill.lockedBy = true
REMOVE skill.lockedBy
RETURN skill.id AS id, skill.status AS status
ORDER BY id
