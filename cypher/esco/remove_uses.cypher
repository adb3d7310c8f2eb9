// Takes away that skills use others.
// access: write
// scope: none
// params: rows: list[map]
// returns: nothing
UNWIND $rows AS row
MATCH (:Skill {id: row.a})-[uses:USES]->(:Skill {id: row.b})
DELETE uses
