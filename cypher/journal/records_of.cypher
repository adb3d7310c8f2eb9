// What edits changed about one thing, newest first.
// access: read
// scope: none
// params: subject: str, limit: int
// returns: RecordRow
MATCH (record:EditRecord {subject: $subject})
MATCH (edit:Edit {id: record.editId})
RETURN edit.id AS editId, edit.actor AS actor, edit.operation AS operation, record.subject AS subject,
  record.facts AS facts
ORDER BY editId DESC
LIMIT $limit
