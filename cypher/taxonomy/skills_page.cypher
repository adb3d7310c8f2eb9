// Active skills by label, a page after the given one; of one cluster when asked.
// access: read
// scope: none
// params: clusterId: str?, afterLabel: str?, afterId: str?, limit: int
// returns: SkillKey
MATCH (skill:Skill {status: 'active'})
WHERE ($clusterId IS NULL OR EXISTS { (skill)-[:IN_CLUSTER]->(:Cluster {id: $clusterId}) })
// A stored text sorts by code point, but is compared with a parameter by halves of surrogate pairs; a sum always so.
WITH skill.id + '' AS id, skill.label + '' AS label
WHERE $afterLabel IS NULL
  OR label > $afterLabel
  OR (label = $afterLabel AND id > $afterId)
RETURN id, label
ORDER BY label, id
LIMIT $limit
