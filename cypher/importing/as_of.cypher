// Which edits there have been: while the answer is the same, nobody has changed anything.
// access: read
// scope: everybody, because an import speaks for the whole organisation
// params: none
// returns: AsOf
RETURN COUNT { MATCH (:Edit) } AS edits, coalesce(head(COLLECT {
  MATCH (edit:Edit)
  WHERE edit.id > ''
  RETURN edit.id AS id
  ORDER BY id DESC
  LIMIT 1
}), '') AS newest
