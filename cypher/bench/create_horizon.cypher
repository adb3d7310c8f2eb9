// Says between which weeks the benchmark's free time was worked out.
// access: write
// params: from: date, until: date
// returns: nothing
CREATE (:Freshness {name: 'freeTime', from: $from, until: $until})
