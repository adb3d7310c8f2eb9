// Which other skills the given ones use.
// access: read
// scope: none
// params: ids: list[str]
// returns: UseRow
UNWIND $ids AS id
MATCH (skill:Skill {id: id})-[uses:USES]->(other:Skill)
RETURN skill.id AS a, other.id AS b, uses.kind AS kind
ORDER BY a, b
