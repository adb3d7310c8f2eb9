// How specific each skill is that a version of the policy weighs, as parallel lists.
// access: read
// scope: none
// params: version: int
// returns: Weights
MATCH (policy:Policy {version: $version})
OPTIONAL MATCH (policy)-[weighs:WEIGHS]->(skill:Skill)
RETURN collect(skill.id) AS ids, collect(weighs.specificity) AS specificities
LIMIT 1
