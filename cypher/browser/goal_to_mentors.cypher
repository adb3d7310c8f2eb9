// Paths from a mentee's goals to people, nearest skills first. Set the mentee before: :param menteeId => 'p000001'
MATCH path = (mentee:Person {id: $menteeId})-[:PURSUES]->(:Goal {status: 'active'})-[:TARGETS]->(wanted:Skill)
  -[near:NEAR]->(held:Skill)<-[has:HAS]-(mentor:Person)
WHERE mentor.mentoring
  AND has.level >= 3
RETURN path
ORDER BY near.strength * has.level DESC, mentor.id
LIMIT 50
