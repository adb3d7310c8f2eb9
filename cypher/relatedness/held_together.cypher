// How many people have each of the given skills, and how many of them each other one, at level 1 or above.
// access: read
// scope: everybody, because evidence is counted over everybody, and no person is shown
// params: ids: list[str]
// returns: HeldTogether
UNWIND $ids AS id
MATCH (skill:Skill {id: id})
RETURN skill.id AS id, COUNT { (skill)<-[has:HAS]-(:Person) WHERE has.level >= 1 } AS holders, COLLECT {
  MATCH (skill)<-[has:HAS]-(person:Person)
  WHERE has.level >= 1
  MATCH (person)-[also:HAS]->(other:Skill)
  WHERE also.level >= 1 AND other <> skill
  WITH other, count(*) AS shared
  RETURN {id: other.id, shared: shared} AS together
  ORDER BY other.id
} AS others
ORDER BY id
