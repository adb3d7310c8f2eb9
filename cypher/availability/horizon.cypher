// Between which weeks free time has been derived.
// access: read
// params: none
// returns: HorizonRow
MATCH (horizon:Freshness {name: 'freeTime'})
RETURN horizon.from AS fromWeek, horizon.until AS untilWeek
LIMIT 1
