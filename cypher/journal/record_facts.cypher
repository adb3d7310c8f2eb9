// Stores what an edit changed; a record is what it changed about one thing.
// access: write
// scope: none
// params: editId: str, records: list[map]
// returns: nothing
UNWIND $records AS record
CREATE (:EditRecord {editId: $editId, subject: record.subject, facts: record.facts})
