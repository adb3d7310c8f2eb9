// Ids of all people, in rows of many.
// access: read
// scope: everybody, because the index holds everybody and applies the scope to each question
// params: aRow: int
// returns: Ids
MATCH (person:Person)
WITH collect(person.id) AS ids
WHERE size(ids) > 0
UNWIND range(0, size(ids) - 1, $aRow) AS start
RETURN ids[start..start + $aRow] AS ids
ORDER BY start
