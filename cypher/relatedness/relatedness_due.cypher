// Whether nearness is still due from relations that were made before.
// access: read
// scope: none
// params: none
// returns: RelatednessState
RETURN EXISTS { (:Freshness {name: 'relatedness', due: true}) } AS due
LIMIT 1
