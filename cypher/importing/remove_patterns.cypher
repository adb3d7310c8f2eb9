// Takes away patterns.
// access: write
// scope: everybody, because an import speaks for the whole organisation
// params: ids: list[str]
// returns: Written
UNWIND $ids AS id
MATCH (pattern:Pattern {id: id})
DETACH DELETE pattern
RETURN count(*) AS written
