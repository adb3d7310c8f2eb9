// Makes people, each with everything that an import says of them and the half-hours that follow, but for managers.
// What many people share stands in lists and is taken by its place there: skills in the order of ids, days, windows,
// and times, each a slot by its place in the order of ids with the first week and the one after the last.
// access: write
// scope: everybody, because an import speaks for the whole organisation
// params: people: list[map], skillIds: list[str], days: list[date], windows: list[map], times: list[map]
// returns: Written
CALL () {
  UNWIND $skillIds AS id
  MATCH (skill:Skill {id: id})
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
  id: row.id, name: row.properties.name, foldedName: row.properties.foldedName, timeZone: row.properties.timeZone, languages: row.properties.languages,
  mentoring: row.properties.mentoring, places: row.properties.places, placesTaken: 0, weeklyMinutes: row.properties.weeklyMinutes,
  formats: row.properties.formats, pace: row.properties.pace, tieKey: row.tieKey,
  revision: 1
})
WITH row, person, skills, slots
CALL (row, person) {
  MATCH (unit:Unit {path: row.unit})
  CREATE (person)-[:WORKS_IN]->(unit)
  RETURN count(*) AS ofUnits
}
CALL (row, person) {
  MATCH (function:Function {name: row.function})
  CREATE (person)-[:HAS_FUNCTION]->(function)
  RETURN count(*) AS ofFunctions
}
CALL (row, person, skills) {
  UNWIND range(0, size(row.skills) - 1) AS place
  WITH person, row, place, skills[row.skills[place]] AS skill
  CREATE (person)-[:HAS {
    skillId: skill.id, level: row.levels[place], lastUsedOn: $days[row.lastUsed[place]], revision: 1
  }]->(skill)
  RETURN count(*) AS ofClaims
}
CALL (row, person, skills) {
  UNWIND row.goals AS aim
  CREATE (person)-[:PURSUES]->(goal:Goal {
    id: aim.id, statement: aim.statement, dueOn: aim.dueOn, status: 'active', priority: 1.0, revision: 1
  })
  WITH aim, goal, skills
  UNWIND range(0, size(aim.skills) - 1) AS place
  WITH aim, goal, place, skills[aim.skills[place]] AS skill
  CREATE (goal)-[:TARGETS {level: aim.levels[place], weight: aim.weights[place]}]->(skill)
  RETURN count(*) AS ofTargets
}
CALL (row, person) {
  UNWIND range(0, size(row.patternIds) - 1) AS place
  WITH row, person, place, $windows[row.windows[place]] AS said
  CREATE (person)-[:KEEPS]->(:Pattern {
    id: row.patternIds[place], weekday: said.weekday, startsAt: said.startsAt, endsAt: said.endsAt, timeZone: said.timeZone,
    validFrom: said.validFrom, validUntil: said.validUntil, format: said.format
  })
  RETURN count(*) AS ofPatterns
}
CALL (row, person, slots) {
  UNWIND row.times AS place
  WITH row, person, $times[place] AS time, slots[$times[place].slot] AS slot
  CREATE (person)-[:FREE {
    from: time.from, until: time.until, begins: time.begins, ends: time.ends, formats: time.formats
  }]->(slot)
  FOREACH (_ IN CASE WHEN row.offers THEN [1] ELSE [] END |
    CREATE (person)-[:OFFERS {
      from: time.from, until: time.until, begins: time.begins, ends: time.ends, formats: time.formats
    }]->(slot)
  )
  RETURN count(*) AS ofSlots
}
RETURN sum(1 + ofUnits + ofFunctions + ofClaims + ofTargets + ofPatterns + ofSlots) AS written
