// Takes the write locks of skills, in the order given, so that nobody else changes what is said of them meanwhile.
// access: write
// scope: none
// params: ids: list[str]
// returns: nothing
UNWIND $ids AS id
MATCH (skill:Skill {id: id})
// Writing without reading takes the write lock and nothing else; nothing is stored (docs/decisions/0011-write-locks.md).
SET skill.lockedBy = true
REMOVE skill.lockedBy
