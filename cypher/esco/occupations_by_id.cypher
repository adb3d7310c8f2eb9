// The given occupations with the skills that they need.
// access: read
// scope: none
// params: ids: list[str]
// returns: StoredOccupation
UNWIND $ids AS id
MATCH (occupation:Occupation {id: id})
RETURN occupation.id AS id, occupation.label AS label, occupation.iscoGroup AS iscoGroup, COLLECT {
  MATCH (occupation)-[:NEEDS {kind: 'essential'}]->(skill:Skill)
  RETURN skill.id AS skillId
  ORDER BY skillId
} AS essential, COLLECT {
  MATCH (occupation)-[:NEEDS {kind: 'optional'}]->(skill:Skill)
  RETURN skill.id AS skillId
  ORDER BY skillId
} AS optional
ORDER BY id
