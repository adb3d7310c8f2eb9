// Makes or changes that skills use others.
// access: write
// scope: none
// params: rows: list[map]
// returns: nothing
UNWIND $rows AS row
MATCH (skill:Skill {id: row.a})
MATCH (other:Skill {id: row.b})
MERGE (skill)-[uses:USES]->(other)
SET uses.kind = row.kind
