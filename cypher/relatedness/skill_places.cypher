// Where every skill stands; it takes part when it is active and a classification or an occupation knows it.
// access: read
// scope: none
// params: none
// returns: SkillPlaces
MATCH (skill:Skill)
WITH skill.id AS id, skill.status = 'active' AS active,
  EXISTS { (skill)<-[:NEEDS]-(:Occupation) } OR EXISTS {
    MATCH (skill)-[:IN_CLUSTER]->(cluster:Cluster)
    WHERE cluster.source IS NOT NULL
  } AS known,
  COLLECT {
    MATCH (skill)-[:BROADER]->(broader:Skill)
    RETURN broader.id AS broaderId
    ORDER BY broaderId
  } AS broader,
  COLLECT {
    MATCH (skill)-[:IN_CLUSTER]->(cluster:Cluster)
    RETURN DISTINCT cluster.id AS clusterId
    ORDER BY clusterId
  } AS clusters
ORDER BY id
RETURN collect([id, active, known, broader, clusters]) AS places
LIMIT 1
