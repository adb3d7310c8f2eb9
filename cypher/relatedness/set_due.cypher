// Remembers whether nearness is still to be derived from what was related.
// access: write
// scope: none
// params: due: bool
// returns: nothing
MERGE (state:Freshness {name: 'relatedness'})
SET state.due = $due
