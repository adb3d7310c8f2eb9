// Keeps everybody from recording a change until the transaction ends, and says where the log stands.
// access: write
// params: none
// returns: LogRow
MERGE (log:ChangeLog {name: 'changes'})
  ON CREATE SET log.id = randomUUID(), log.seq = 0, log.low = 1, log.token = ''
// Taking away a property that nobody has takes the write lock and stores nothing (docs/decisions/0011-write-locks.md).
REMOVE log.lockedBy
RETURN log.id AS logId, log.seq AS seq, log.token AS token, log.low AS low
