// Remembers between which weeks free time has been derived.
// access: write
// params: fromWeek: date, untilWeek: date
// returns: nothing
MERGE (horizon:Freshness {name: 'freeTime'})
SET horizon.from = $fromWeek, horizon.until = $untilWeek
