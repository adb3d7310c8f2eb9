// Makes people with what they claim, aim at and say about their time, and the half-hours that follow from that.
// Skills and slots are found once for the batch and then taken by their place in the order of ids.
// access: write
// scope: everybody, because a made-up map
// params: people: list[map], from: date, until: date
// returns: nothing
CALL () {
  MATCH (skill:Skill)
  WITH skill
  ORDER BY skill.id
  RETURN collect(skill) AS skills
}
CALL () {
  MATCH (slot:TimeSlot)
  WITH slot
  ORDER BY slot.id
  RETURN collect(slot) AS slots
}
UNWIND $people AS row
CREATE (person:Person {
  id: row.id, name: 'Person ' + row.id, foldedName: 'person ' + row.id, timeZone: 'UTC', languages: row.languages,
  formats: row.formats, mentoring: row.mentoring, places: row.places, placesTaken: 0, tieKey: row.tieKey, revision: 1
})
CREATE (person)-[:PURSUES]->(goal:Goal {
  id: row.goalId, statement: 'Goal ' + row.goalId, status: 'active', priority: 1.0, revision: 1
})
WITH row, person, goal, skills, slots
CALL (row, person, skills) {
  UNWIND range(0, size(row.skills) - 1) AS place
  WITH person, row.levels[place] AS level, skills[row.skills[place]] AS skill
  CREATE (person)-[:HAS {skillId: skill.id, level: level, revision: 1}]->(skill)
}
CALL (row, goal, skills) {
  UNWIND range(0, size(row.targets) - 1) AS place
  WITH goal, row.targetLevels[place] AS level, skills[row.targets[place]] AS skill
  CREATE (goal)-[:TARGETS {level: level, weight: 1.0}]->(skill)
}
CALL (row, person) {
  UNWIND range(0, size(row.starts) - 1) AS place
  CREATE (person)-[:KEEPS]->(:Pattern {
    id: row.id + ' ' + place, weekday: row.weekdays[place], startsAt: row.starts[place], endsAt: row.ends[place],
    timeZone: 'UTC'
  })
}
CALL (row, person, slots) {
  UNWIND row.slots AS place
  WITH person, row.offers AS offers, slots[place] AS slot
  CREATE (person)-[:FREE {from: $from, until: $until}]->(slot)
  FOREACH (_ IN CASE WHEN offers THEN [1] ELSE [] END |
    CREATE (person)-[:OFFERS {from: $from, until: $until}]->(slot)
  )
}
