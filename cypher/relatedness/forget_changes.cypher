// Forgets changes that relations have been made from.
// access: write
// scope: none
// params: ids: list[str]
// returns: nothing
UNWIND $ids AS id
MATCH (change:EvidenceChange {id: id})
DELETE change
