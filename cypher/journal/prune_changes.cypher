// Drops the oldest entries of the change log and says which is the oldest now.
// access: write
// scope: none
// params: low: int
// returns: nothing
MATCH (log:ChangeLog {name: 'changes'})
SET log.low = $low
WITH log
MATCH (old:Change)
WHERE old.seq < $low
DELETE old
