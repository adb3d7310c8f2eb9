// Removes receipts of idempotency keys that are older than a time, some at a time.
// access: write
// scope: none
// params: before: datetime, limit: int
// returns: Counted
MATCH (receipt:Receipt)
WHERE receipt.at < $before
WITH receipt
LIMIT $limit
DELETE receipt
RETURN count(*) AS count
