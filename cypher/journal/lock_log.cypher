// Keeps everybody from recording a change until the transaction ends, and says where the log stands.
// access: write
// scope: none
// params: none
// returns: LogRow
MERGE (log:ChangeLog {name: 'changes'})
  ON CREATE SET log.id = randomUUID(), log.seq = 0, log.low = 1, log.token = ''
// Writing without reading takes the write lock and nothing else; nothing is stored (docs/decisions/0011-write-locks.md).
SET log.lockedBy = true
REMOVE log.lockedBy
RETURN log.id AS logId, log.seq AS seq, log.token AS token, log.low AS low
