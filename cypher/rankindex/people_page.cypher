// People as a ranking sees them, in rows of 250 with parallel lists, for the first read of a large map.
// access: read
// scope: everybody, because the index holds everybody and applies the scope to each question
// params: ids: list[str], places: map
// returns: PackedPeopleRow
UNWIND range(0, size($ids) - 1, 250) AS start
CALL (start) {
  UNWIND $ids[start..start + 250] AS id
  MATCH (person:Person {id: id})
  // One text is read far faster than a list of numbers, and few rows far faster than many.
  WITH person,
    coalesce(person.mentoring AND person.places > person.placesTaken, false) AS mayMentor,
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
    reduce(text = '', claim IN COLLECT {
      MATCH (person)-[has:HAS]->(skill:Skill)
      WHERE $places[skill.id] IS NOT NULL
      RETURN $places[skill.id] * 8 + has.level
    } | text + ' ' + claim) AS claims,
    reduce(text = '', interval IN COLLECT {
      MATCH (person)-[free:FREE]->(slot:TimeSlot)
      RETURN ((((free.from.year * 512 + free.from.ordinalDay) * 2097152
        + free.until.year * 512 + free.until.ordinalDay) * 32
        + coalesce(free.begins, 0)) * 32 + coalesce(free.ends, 30)) * 512
        + (slot.weekday - 1) * 48 + slot.minute / 30
      + CASE WHEN free.formats IS NULL THEN '' ELSE reduce(text = '', name IN free.formats | text + '\t' + name) END
    } | text + '\n' + interval) AS free,
    reduce(text = '', interval IN COLLECT {
      MATCH (person)-[offers:OFFERS]->(slot:TimeSlot)
      RETURN ((((offers.from.year * 512 + offers.from.ordinalDay) * 2097152
        + offers.until.year * 512 + offers.until.ordinalDay) * 32
        + coalesce(offers.begins, 0)) * 32 + coalesce(offers.ends, 30)) * 512
        + (slot.weekday - 1) * 48 + slot.minute / 30
      + CASE WHEN offers.formats IS NULL THEN '' ELSE reduce(text = '', name IN offers.formats | text + '\t' + name) END
    } | text + '\n' + interval) AS offers
  RETURN collect(person.id) AS ids, collect(mayMentor) AS mayMentor, collect(coalesce(person.tieKey, 0)) AS tieKeys,
    collect(coalesce(person.languages, [])) AS languages,
    collect(coalesce(person.attributes, [])) AS attributes,
    collect(coalesce(person.weeklyMinutes, -1)) AS weeklyMinutes,
    collect('asynchronous' IN coalesce(person.formats, [])) AS asynchronous, collect(unit) AS units, collect(managers) AS managers,
    collect(apart) AS apart, collect(mentors) AS mentors, collect(claims) AS claims, collect(free) AS free,
    collect(offers) AS offers
}
RETURN ids, mayMentor, tieKeys, languages, attributes, weeklyMinutes, asynchronous, units, managers, apart, mentors, claims, free, offers
ORDER BY start
