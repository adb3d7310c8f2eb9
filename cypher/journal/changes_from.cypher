// The entries of the change log from a number on, in order.
// access: read
// scope: none
// params: seq: int, limit: int
// returns: Change
MATCH (change:Change)
WHERE change.seq >= $seq
RETURN change.seq AS seq, change.token AS token, change.kind AS kind, change.ids AS ids
ORDER BY seq
LIMIT $limit
