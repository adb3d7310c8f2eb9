// Removes one version of the policy that is older than the newest so many.
// access: write
// scope: none
// params: keep: int
// returns: Counted
MATCH (newest:Policy)
WITH max(newest.version) AS newest
MATCH (policy:Policy)
WHERE policy.version <= newest - $keep
WITH policy
ORDER BY policy.version
LIMIT 1
DETACH DELETE policy
RETURN count(*) AS count
