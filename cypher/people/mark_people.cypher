// Gives people a mark: what an import said of them last, or that somebody has edited them since.
// A row with `before` counts only while that is the mark.
// access: write
// scope: everybody, because whoever marks people has changed them already
// params: rows: list[map]
// returns: nothing
UNWIND $rows AS row
MATCH (person:Person {id: row.id})
WHERE row.before IS NULL OR coalesce(person.importMark, '') = row.before
SET person.importMark = row.mark
