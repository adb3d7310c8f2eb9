// Removes edits older than a time, of which no records are left, some at a time.
// access: write
// scope: none
// params: before: datetime, limit: int
// returns: Counted
MATCH (edit:Edit)
WHERE edit.at < $before
  AND NOT EXISTS { MATCH (record:EditRecord {editId: edit.id}) }
WITH edit
LIMIT $limit
DELETE edit
RETURN count(*) AS count
