// The skills in the given clusters and in those nested in them.
// access: read
// scope: none
// params: ids: list[str]
// returns: BelowId
UNWIND $ids AS id
MATCH (:Cluster {id: id})<-[:PART_OF*0..12]-(:Cluster)<-[:IN_CLUSTER]-(skill:Skill)
RETURN DISTINCT skill.id AS id
ORDER BY id
