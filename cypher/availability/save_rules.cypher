// Remembers by which version of the rules everybody's free time has been derived.
// access: write
// scope: none
// params: rules: int
// returns: nothing
MATCH (horizon:Freshness {name: 'freeTime'})
SET horizon.rules = $rules
