// Ids of all skills, in rows of many.
// access: read
// scope: none
// params: aRow: int
// returns: Ids
MATCH (skill:Skill)
WITH collect(skill.id) AS ids
WHERE size(ids) > 0
UNWIND range(0, size(ids) - 1, $aRow) AS start
RETURN ids[start..start + $aRow] AS ids
ORDER BY start
