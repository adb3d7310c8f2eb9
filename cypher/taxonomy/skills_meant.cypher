// The skill that each id leads to: the one with that id, or else the first one that matches it exactly.
// access: read
// scope: none
// params: ids: list[str]
// returns: SkillMeant
UNWIND $ids AS id
WITH id, head(COLLECT {
  MATCH (skill:Skill {id: id})
  RETURN skill.id AS skillId
}) AS own, head(COLLECT {
  MATCH (skill:Skill)-[:MATCHES {kind: 'exact'}]->(:ExternalConcept {uri: id})
  RETURN skill.id AS skillId
  ORDER BY skillId
}) AS other
WITH id, coalesce(own, other) AS skillId
WHERE skillId IS NOT NULL
RETURN id, skillId
ORDER BY id
