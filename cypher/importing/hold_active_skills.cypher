// Keeps other editors of the skills waiting until the transaction ends, and counts those that are active.
// access: write
// scope: none
// params: ids: list[str]
// returns: Written
UNWIND $ids AS id
MATCH (skill:Skill {id: id})
// Writing without reading takes the write lock and nothing else; nothing is stored (docs/decisions/0011-write-locks.md).
SET skill.lockedBy = true
REMOVE skill.lockedBy
RETURN count(CASE WHEN skill.status = 'active' THEN 1 END) AS written
