// Removes what edits older than a time have changed from the journal, some at a time.
// access: write
// scope: none
// params: before: datetime, limit: int
// returns: Counted
MATCH (edit:Edit)
WHERE edit.at < $before
MATCH (record:EditRecord {editId: edit.id})
WITH record
LIMIT $limit
DELETE record
RETURN count(*) AS count
