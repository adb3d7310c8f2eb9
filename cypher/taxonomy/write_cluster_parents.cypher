// Nests clusters as given; a row without a parent makes its cluster a top one.
// access: write
// scope: none
// params: rows: list[map]
// returns: nothing
UNWIND $rows AS row
MATCH (cluster:Cluster {id: row.id})
CALL (cluster, row) {
  OPTIONAL MATCH (cluster)-[old:PART_OF]->(:Cluster)
  DELETE old
}
MATCH (parent:Cluster {id: row.shown.parent})
CREATE (cluster)-[:PART_OF]->(parent)
