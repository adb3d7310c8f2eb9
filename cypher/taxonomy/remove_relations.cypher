// Takes relations away.
// access: write
// scope: none
// params: rows: list[map]
// returns: nothing
UNWIND $rows AS row
MATCH (:Skill {id: row.a})-[relation:RELATED|BROADER]->(:Skill {id: row.b})
WHERE type(relation) = row.kind
DELETE relation
