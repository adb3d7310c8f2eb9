// Keeps everybody from recording a change until the transaction ends, and says where the log stands.
// access: write
// params: none
// returns: LogRow
MERGE (log:ChangeLog {name: 'changes'})
  ON CREATE SET log.id = randomUUID(), log.seq = 0, log.low = 1, log.token = ''
// Only a sum takes the lock before it reads.
SET log.seq = log.seq + 0
RETURN log.id AS logId, log.seq AS seq, log.token AS token, log.low AS low
