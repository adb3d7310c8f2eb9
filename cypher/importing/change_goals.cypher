// Changes active goals that are still at the revision that was seen.
// access: write
// scope: everybody, because an import speaks for the whole organisation
// params: rows: list[map]
// returns: Written
UNWIND $rows AS row
MATCH (goal:Goal {id: row.id})
// Only a sum takes the lock before it reads, so the comparison comes after it.
SET goal.revision = goal.revision + 1
WITH goal, row
WHERE goal.revision = row.revision + 1 AND goal.status = 'active'
SET goal.statement = row.statement, goal.dueOn = row.dueOn
RETURN count(*) AS written
