// Makes or changes RELATED relations; `source` says whose strength is shown, the other lists what is not.
// access: write
// scope: none
// params: rows: list[map]
// returns: nothing
UNWIND $rows AS row
MATCH (a:Skill {id: row.a})
MATCH (b:Skill {id: row.b})
MERGE (a)-[relation:RELATED]->(b)
SET relation = {
  strength: row.strength, source: row.source, otherSources: row.otherSources, otherStrengths: row.otherStrengths
}
