// Pairs of skills that somebody has related, and not the evidence.
// access: read
// scope: none
// params: none
// returns: SkillPairs
MATCH (a:Skill)-[related:RELATED]->(b:Skill)
WHERE coalesce(related.source, '') <> 'evidence'
WITH [a.id, b.id] AS pair
ORDER BY pair
RETURN collect(pair) AS pairs
LIMIT 1
