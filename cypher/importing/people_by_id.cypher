// The given people as stored, with where they work and how many of their places are taken.
// access: read
// scope: everybody, because an import speaks for the whole organisation
// params: ids: list[str]
// returns: StoredPerson
UNWIND $ids AS id
MATCH (person:Person {id: id})
RETURN person.id AS id, person.name AS name,
  head(COLLECT {
    MATCH (person)-[:WORKS_IN]->(unit:Unit)
    RETURN unit.path AS unit
    ORDER BY unit
  }) AS unit,
  head(COLLECT {
    MATCH (person)-[:HAS_FUNCTION]->(function:Function)
    RETURN function.name AS function
    ORDER BY function
  }) AS function,
  head(COLLECT {
    MATCH (person)-[:REPORTS_TO]->(manager:Person)
    RETURN manager.id AS managerId
    ORDER BY managerId
  }) AS managerId,
  person.timeZone AS timeZone, person.languages AS languages, person.mentoring AS mentoring,
  person.places AS places, person.weeklyMinutes AS weeklyMinutes, person.formats AS formats, person.pace AS pace,
  person.placesTaken AS placesTaken, person.leftOn AS leftOn,
  coalesce(person.attributes, []) AS attributes, person.revision AS revision
ORDER BY id
