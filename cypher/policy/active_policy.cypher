// The policy in force: the newest version.
// access: read
// scope: none
// params: none
// returns: PolicyRecord
MATCH (policy:Policy)
RETURN policy.version AS version, policy.reason AS reason, policy.people AS people, policy.decay AS decay,
  policy.hops AS hops, policy.nearThreshold AS nearThreshold, policy.neighbours AS neighbours,
  policy.damping AS damping, policy.fitBelow AS fitBelow, policy.fitAt AS fitAt,
  coalesce(policy.attributeRules, []) AS attributeRules
ORDER BY policy.version DESC
LIMIT 1
