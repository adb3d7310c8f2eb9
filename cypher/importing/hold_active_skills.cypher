// Keeps other editors of the skills waiting until the transaction ends, and counts those that are active.
// access: write
// params: ids: list[str]
// returns: Written
UNWIND $ids AS id
MATCH (skill:Skill {id: id})
// Taking away a property that nobody has takes the write lock and stores nothing (docs/decisions/0011-write-locks.md).
REMOVE skill.lockedBy
RETURN count(CASE WHEN skill.status = 'active' THEN 1 END) AS written
