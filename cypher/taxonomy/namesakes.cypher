// Active skills with the same preferred label in one language, or of which one has the id that another matches exactly.
// access: read
// scope: everybody, because counts of holders over everybody; no person is shown
// params: limit: int
// returns: Namesakes
CALL () {
  MATCH (label:Label {kind: 'preferred'})<-[:KNOWN_AS]-(skill:Skill {status: 'active'})
  WITH label.norm AS called, label.lang AS lang, collect(DISTINCT skill) AS skills
  WHERE size(skills) > 1
  RETURN called, skills
  UNION
  MATCH (skill:Skill {status: 'active'})-[:MATCHES {kind: 'exact'}]->(concept:ExternalConcept)
  MATCH (other:Skill {id: concept.uri, status: 'active'})
  WHERE other <> skill
  RETURN concept.label AS called, [skill, other] AS skills
}
RETURN called, COLLECT {
  UNWIND skills AS skill
  RETURN [skill.id, toString(COUNT { (skill)<-[:HAS]-(:Person) })] AS held
  ORDER BY held
} AS skills
ORDER BY called, skills
LIMIT $limit
