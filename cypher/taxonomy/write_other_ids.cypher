// Gives skills further ids, each of which then leads to this skill and no other.
// access: write
// scope: none
// params: rows: list[map]
// returns: nothing
UNWIND $rows AS row
MATCH (skill:Skill {id: row.skillId})
MERGE (concept:ExternalConcept {uri: row.id})
SET concept.scheme = coalesce(concept.scheme, row.scheme), concept.label = coalesce(concept.label, row.label)
WITH skill, concept, row
CALL (skill, concept) {
  MATCH (other:Skill)-[old:MATCHES]->(concept)
  WHERE old.source IS NOT NULL AND other <> skill
  DELETE old
}
MERGE (skill)-[matches:MATCHES]->(concept)
ON CREATE SET matches.source = row.source
SET matches.kind = 'exact'
