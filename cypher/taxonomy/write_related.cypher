// Makes or changes RELATED relations; `source` says where they come from.
// access: write
// params: rows: list[map], source: str
// returns: nothing
UNWIND $rows AS row
MATCH (a:Skill {id: row.a})
MATCH (b:Skill {id: row.b})
MERGE (a)-[relation:RELATED]->(b)
SET relation = {strength: row.strength, source: $source}
