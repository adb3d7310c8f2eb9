// Where the change log stands.
// access: read
// scope: none
// params: none
// returns: LogRow
MATCH (log:ChangeLog {name: 'changes'})
RETURN log.id AS logId, log.seq AS seq, log.token AS token, log.low AS low
LIMIT 1
