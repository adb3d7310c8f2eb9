// Says between which weeks the benchmark's free time was derived, and by which version of the rules.
// access: write
// scope: none
// params: from: date, until: date, rules: int
// returns: nothing
CREATE (:Freshness {name: 'freeTime', from: $from, until: $until, rules: $rules})
