// The policy in force and the skills that weigh least, because many people hold them.
MATCH (policy:Policy)
WITH policy
ORDER BY policy.version DESC
LIMIT 1
MATCH (policy)-[weighs:WEIGHS]->(skill:Skill)
RETURN policy.version AS version, policy.people AS people, skill.label AS skill, weighs.holders AS holders,
  weighs.specificity AS specificity
ORDER BY specificity, skill
LIMIT 50
