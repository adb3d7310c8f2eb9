// Removes units in which nobody works and that hold no others; the units around them may follow.
// access: write
// scope: everybody, because what anybody uses stays
// params: limit: int
// returns: Counted
MATCH (unit:Unit)
WHERE NOT EXISTS { (unit)<-[:WORKS_IN|PART_OF]-() }
WITH unit
LIMIT $limit
OPTIONAL MATCH (unit)-[part:PART_OF]->(:Unit)
DELETE part, unit
RETURN count(DISTINCT unit) AS count
