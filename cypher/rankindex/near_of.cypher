// What is near each of the given skills.
// access: read
// scope: none
// params: ids: list[str]
// returns: NearRow
UNWIND $ids AS id
MATCH (skill:Skill {id: id})
CALL (skill) {
  OPTIONAL MATCH (skill)-[near:NEAR]->(other:Skill)
  RETURN collect(other.id) AS others, collect(near.strength) AS strengths
}
RETURN id, others, strengths
ORDER BY id
