// Active skills by label, a page after the given one; of one cluster when asked.
// access: read
// params: clusterId: str?, afterLabel: str?, afterId: str?, limit: int
// returns: SkillKey
MATCH (skill:Skill {status: 'active'})
WHERE ($clusterId IS NULL OR EXISTS { (skill)-[:IN_CLUSTER]->(:Cluster {id: $clusterId}) })
  AND ($afterLabel IS NULL OR skill.label > $afterLabel OR (skill.label = $afterLabel AND skill.id > $afterId))
RETURN skill.id AS id, skill.label AS label
ORDER BY label, id
LIMIT $limit
