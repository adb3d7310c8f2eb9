// Edits after a given one, in order.
// access: read
// scope: none
// params: after: str, limit: int
// returns: EditRow
MATCH (edit:Edit)
WHERE edit.id > $after
RETURN edit.id AS id, edit.actor AS actor, edit.operation AS operation,
  COUNT { MATCH (record:EditRecord {editId: edit.id}) } AS records
ORDER BY id
LIMIT $limit
