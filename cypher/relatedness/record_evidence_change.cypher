// Remembers skills about which the evidence has changed, or that all of it has, where there is any evidence at all.
// access: write
// scope: none
// params: id: str, skillIds: list[str], everything: bool
// returns: nothing
WITH EXISTS { (:Occupation) } OR EXISTS {
  MATCH (cluster:Cluster)
  WHERE cluster.source IS NOT NULL
} AS there
WHERE there
CREATE (:EvidenceChange {id: $id, skillIds: $skillIds, everything: $everything})
