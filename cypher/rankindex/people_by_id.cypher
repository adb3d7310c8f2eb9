// The given people as a ranking sees them.
// access: read
// scope: everybody, because the index holds everybody and applies the scope to each question
// params: ids: list[str]
// returns: PersonRow
UNWIND $ids AS wanted
MATCH (person:Person {id: wanted})
CALL (person) {
  OPTIONAL MATCH (person)-[has:HAS]->(skill:Skill)
  RETURN collect(skill.id) AS skills, collect(has.level) AS levels
}
RETURN person.id AS id,
  coalesce(person.mentoring AND person.places > person.placesTaken, false) AS mayMentor,
  coalesce(person.tieKey, 0) AS tieKey, coalesce(person.languages, []) AS languages,
  coalesce(person.attributes, []) AS attributes, coalesce(person.weeklyMinutes, -1) AS weeklyMinutes, 'asynchronous' IN coalesce(person.formats, []) AS asynchronous,
  coalesce(head(COLLECT {
    MATCH (person)-[:WORKS_IN]->(unit:Unit)
    RETURN unit.path AS path
    ORDER BY path
    LIMIT 1
  }), '') AS unit,
  COLLECT {
    MATCH (person)-[:REPORTS_TO]->(manager:Person)
    RETURN manager.id
  } AS managers,
  COLLECT {
    MATCH (person)-[:BLOCKS|DECLINED]-(other:Person)
    RETURN DISTINCT other.id
  } AS apart,
  COLLECT {
    MATCH (person)<-[:MENTEE]-(:Match {status: 'active'})-[:MENTOR]->(mentor:Person)
    RETURN DISTINCT mentor.id
  } AS mentors,
  skills, levels,
  COLLECT {
    MATCH (person)-[free:FREE]->(slot:TimeSlot)
    RETURN ((((free.from.year * 512 + free.from.ordinalDay) * 2097152
        + free.until.year * 512 + free.until.ordinalDay) * 32
        + coalesce(free.begins, 0)) * 32 + coalesce(free.ends, 30)) * 512
        + (slot.weekday - 1) * 48 + slot.minute / 30
      + reduce(text = '', name IN coalesce(free.formats, []) | text + '\t' + name)
  } AS free,
  COLLECT {
    MATCH (person)-[offers:OFFERS]->(slot:TimeSlot)
    RETURN ((((offers.from.year * 512 + offers.from.ordinalDay) * 2097152
        + offers.until.year * 512 + offers.until.ordinalDay) * 32
        + coalesce(offers.begins, 0)) * 32 + coalesce(offers.ends, 30)) * 512
        + (slot.weekday - 1) * 48 + slot.minute / 30
      + reduce(text = '', name IN coalesce(offers.formats, []) | text + '\t' + name)
  } AS offers
ORDER BY id
