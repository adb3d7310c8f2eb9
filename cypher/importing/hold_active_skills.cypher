// Keeps other editors of the skills waiting until the transaction ends, and counts those that are active.
// access: write
// params: ids: list[str]
// returns: Written
UNWIND $ids AS id
MATCH (skill:Skill {id: id})
// Taking away what no skill has takes its lock too, and stores nothing, which thousands of sums would.
REMOVE skill.seq
RETURN count(CASE WHEN skill.status = 'active' THEN 1 END) AS written
