// Gives labels to skills, each with the source that gives it, and takes the lost ones away.
// access: write
// scope: none
// params: rows: list[map]
// returns: nothing
UNWIND $rows AS row
MATCH (skill:Skill {id: row.skillId})
CALL (skill, row) {
  MATCH (skill)-[:KNOWN_AS]->(old:Label)
  WHERE old.id IN row.lost
  DETACH DELETE old
}
CALL (skill, row) {
  UNWIND row.labels AS wanted
  MERGE (label:Label {id: wanted.id})
  SET label.text = wanted.text, label.norm = wanted.norm, label.lang = wanted.lang, label.kind = wanted.kind,
    label.source = wanted.source
  MERGE (skill)-[:KNOWN_AS]->(label)
}
