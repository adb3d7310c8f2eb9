// Takes away patterns.
// access: write
// params: ids: list[str]
// returns: Written
UNWIND $ids AS id
MATCH (pattern:Pattern {id: id})
DETACH DELETE pattern
RETURN count(*) AS written
