// Whether the number of people, or of holders of any skill, differs from what the policy counted.
// access: read
// scope: everybody, because the policy counts everybody
// params: version: int
// returns: HoldersChanged
MATCH (policy:Policy {version: $version})
RETURN policy.people <> COUNT { (:Person) }
  OR EXISTS {
    MATCH (skill:Skill)
    OPTIONAL MATCH (policy)-[weighs:WEIGHS]->(skill)
    WITH skill, coalesce(weighs.holders, 1) AS counted
    WHERE CASE
      WHEN COUNT { (skill)<-[has:HAS]-(:Person) WHERE has.level >= 1 } > 1
        THEN COUNT { (skill)<-[has:HAS]-(:Person) WHERE has.level >= 1 }
      ELSE 1
    END <> counted
  } AS changed
