// What is stored as nearness of the given skills.
// access: read
// scope: none
// params: skillIds: list[str]
// returns: NearRow
UNWIND $skillIds AS skillId
MATCH (skill:Skill {id: skillId})-[near:NEAR]->(other:Skill)
RETURN skill.id AS fromId, other.id AS toId, near.strength AS strength, near.via AS via
ORDER BY fromId, toId
