// Remembers between which weeks free time has been derived; where nothing was derived yet, the rules are those given.
// access: write
// scope: none
// params: fromWeek: date, untilWeek: date, rules: int
// returns: nothing
MERGE (horizon:Freshness {name: 'freeTime'})
ON CREATE SET horizon.rules = $rules
SET horizon.from = $fromWeek, horizon.until = $untilWeek
