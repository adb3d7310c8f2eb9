// What the given skills are related to, strongest first: broader, narrower and related ones.
// access: read
// scope: none
// params: ids: list[str]
// returns: SkillRelations
UNWIND $ids AS id
MATCH (skill:Skill {id: id})
RETURN skill.id AS id, COLLECT {
  MATCH (skill)-[relation:RELATED|BROADER]-(other:Skill {status: 'active'})
  RETURN {
    otherId: other.id, strength: relation.strength,
    kind: CASE
      WHEN type(relation) = 'RELATED' THEN 'RELATED'
      WHEN startNode(relation) = skill THEN 'BROADER'
      ELSE 'NARROWER'
    END
  } AS related
  ORDER BY relation.strength DESC, other.id, related.kind
  LIMIT 500
} AS relations
ORDER BY id
