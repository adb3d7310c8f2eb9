// Changes claims that are still at the revision that was seen.
// access: write
// scope: everybody, because an import speaks for the whole organisation
// params: rows: list[map]
// returns: Written
UNWIND $rows AS row
MATCH (person:Person {id: row.personId})
// Others who declare a level for this person wait: writing without reading takes the write lock.
SET person.lockedBy = true
REMOVE person.lockedBy
WITH person, row
MATCH (person)-[has:HAS {skillId: row.skillId}]->(:Skill)
WHERE has.revision = row.revision
SET has.level = row.level, has.lastUsedOn = row.lastUsed, has.revision = has.revision + 1
RETURN count(*) AS written
