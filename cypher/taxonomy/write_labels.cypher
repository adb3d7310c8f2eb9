// Gives labels of a source to skills, and takes away those that it gives no more.
// access: write
// scope: none
// params: rows: list[map], source: str
// returns: nothing
UNWIND $rows AS row
MATCH (skill:Skill {id: row.skillId})
CALL (skill, row) {
  MATCH (skill)-[:KNOWN_AS]->(old:Label {source: $source})
  WHERE old.id IN row.lost
  DETACH DELETE old
}
CALL (skill, row) {
  UNWIND row.labels AS wanted
  MERGE (label:Label {id: wanted.id})
  SET label.text = wanted.text, label.norm = wanted.norm, label.lang = wanted.lang, label.kind = wanted.kind,
    label.source = $source
  MERGE (skill)-[:KNOWN_AS]->(label)
}
