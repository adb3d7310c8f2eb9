// Stores a new version of the policy and recounts how many people there are and how many hold each skill.
// access: write
// scope: everybody, because the policy counts everybody
// params: version: int, reason: str, decay: float, hops: int, nearThreshold: float, neighbours: int, damping: float,
//   fitBelow: float, fitAt: float, attributeRules: list[str]
// returns: nothing
CREATE (policy:Policy {
  version: $version, reason: $reason, createdAt: datetime(), people: COUNT { (:Person) },
  decay: $decay, hops: $hops, nearThreshold: $nearThreshold, neighbours: $neighbours,
  damping: $damping, fitBelow: $fitBelow, fitAt: $fitAt, attributeRules: $attributeRules
})
WITH policy
MATCH (skill:Skill)
CALL (skill) {
  MATCH (skill)<-[has:HAS]-(:Person)
  WHERE has.level >= 1
  RETURN count(*) AS holders
}
WITH policy, skill, holders
WHERE holders > 1
CREATE (policy)-[:WEIGHS {
  holders: holders, specificity: log(1 + toFloat(policy.people) / holders) / log(1 + toFloat(policy.people))
}]->(skill)
