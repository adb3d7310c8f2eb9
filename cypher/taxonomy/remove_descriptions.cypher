// Takes away what a source says of skills.
// access: write
// scope: none
// params: rows: list[map], source: str
// returns: nothing
UNWIND $rows AS row
MATCH (:Skill {id: row.id})-[:DESCRIBED_BY]->(said:Description {source: $source})
DETACH DELETE said
