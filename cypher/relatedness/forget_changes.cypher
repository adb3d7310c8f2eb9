// Forgets changes that relations have been made from.
// access: write
// params: ids: list[str]
// returns: nothing
UNWIND $ids AS id
MATCH (change:EvidenceChange {id: id})
DELETE change
