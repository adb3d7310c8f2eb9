// Keeps others from writing relations by evidence until the transaction ends; says whether nearness is still due from before.
// access: write
// scope: none
// params: none
// returns: RelatednessState
MERGE (state:Freshness {name: 'relatedness'})
SET state.due = coalesce(state.due, false)
RETURN state.due AS due
