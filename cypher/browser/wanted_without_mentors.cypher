// Skills that goals aim at and that the fewest people with a free place can teach at that level.
MATCH (goal:Goal {status: 'active'})-[target:TARGETS]->(skill:Skill)
WITH skill, count(DISTINCT goal) AS goals, max(target.level) AS level
RETURN skill.label AS skill, goals, level, COUNT {
  MATCH (skill)<-[has:HAS]-(mentor:Person)
  WHERE has.level >= level
    AND mentor.mentoring
    AND mentor.places > mentor.placesTaken
} AS mentors
ORDER BY mentors, goals DESC, skill
LIMIT 50
