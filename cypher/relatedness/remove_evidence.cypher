// Takes away relations that the evidence has made.
// access: write
// scope: none
// params: rows: list[map]
// returns: nothing
UNWIND $rows AS row
MATCH (:Skill {id: row.a})-[relation:RELATED|CROWDED]->(:Skill {id: row.b})
WHERE relation.source = 'evidence' AND type(relation) = row.kind
DELETE relation
