// Between which weeks free time has been derived, and by which version of the rules.
// access: read
// scope: none
// params: none
// returns: HorizonRow
MATCH (horizon:Freshness {name: 'freeTime'})
RETURN horizon.from AS fromWeek, horizon.until AS untilWeek, coalesce(horizon.rules, 1) AS rules
LIMIT 1
