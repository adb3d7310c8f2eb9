// Whether the map holds a classification or occupations, from which relatedness could be computed.
// access: read
// params: none
// returns: AnyEvidence
RETURN EXISTS { (:Occupation) } OR EXISTS {
  MATCH (cluster:Cluster)
  WHERE cluster.source IS NOT NULL
} AS there
LIMIT 1
