// Appends an entry to the change log, which stays locked until the transaction ends.
// access: write
// scope: none
// params: kind: str, ids: list[str]
// returns: LogRow
MERGE (log:ChangeLog {name: 'changes'})
  ON CREATE SET log.id = randomUUID(), log.seq = 0, log.low = 1, log.token = ''
// Only a sum takes the lock before it reads.
SET log.seq = log.seq + 1
SET log.token = randomUUID()
CREATE (:Change {seq: log.seq, token: log.token, kind: $kind, ids: $ids, at: datetime()})
RETURN log.id AS logId, log.seq AS seq, log.token AS token, log.low AS low
