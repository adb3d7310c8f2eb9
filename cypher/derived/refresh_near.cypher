// Rebuilds the nearness of the given skills, strongest first and at most `neighbours` each, with the way between.
// access: write
// scope: none
// params: skillIds: list[str], decay: float, hops: int, threshold: float, neighbours: int
// returns: NearCount
UNWIND $skillIds AS skillId
MATCH (skill:Skill {id: skillId})
CALL (skill) {
  OPTIONAL MATCH (skill)-[stale:NEAR]->(:Skill)
  DELETE stale
}
CALL (skill) {
  MATCH (skill)-[first:RELATED|BROADER]-(other:Skill {status: 'active'})
  WHERE other <> skill AND skill.status = 'active'
  RETURN other, first.strength * $decay AS strength, [] AS via
  UNION ALL
  MATCH (skill)-[first:RELATED|BROADER]-(between:Skill {status: 'active'})
        -[second:RELATED|BROADER]-(other:Skill {status: 'active'})
  WHERE $hops > 1 AND skill.status = 'active'
    AND between <> skill AND other <> skill AND other <> between
  RETURN other, first.strength * $decay * (second.strength * $decay) AS strength, [between.id] AS via
}
WITH skill, other, strength, via
ORDER BY strength DESC, size(via), via[0]
WITH skill, other, collect({strength: strength, via: via})[0] AS best
WHERE best.strength > $threshold
WITH skill, other, best
ORDER BY best.strength DESC, other.id
WITH skill, collect({other: other, best: best})[0..$neighbours] AS nearest
UNWIND nearest AS near
WITH skill, near.other AS other, near.best AS best
CREATE (skill)-[:NEAR {strength: best.strength, via: best.via}]->(other)
RETURN count(*) AS written
