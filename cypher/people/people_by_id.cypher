// The given people, with where they work and how many places are taken.
// access: read
// scope: person
// params: ids: list[str]
// returns: Person
UNWIND $ids AS id
MATCH (person:Person {id: id})
WHERE ($scopeUnit IS NULL OR EXISTS {
  MATCH (person)-[:WORKS_IN]->(scope:Unit)
  WHERE scope.path = $scopeUnit OR scope.path STARTS WITH $scopeUnit + ' > '
})
RETURN person.id AS id, person.name AS name,
  coalesce(head(COLLECT {
    MATCH path = (person)-[:WORKS_IN]->(:Unit)-[:PART_OF*0..20]->(outermost:Unit)
    WHERE NOT EXISTS { (outermost)-[:PART_OF]->(:Unit) }
    RETURN [unit IN reverse(tail(nodes(path))) | unit.name] AS names
    ORDER BY names
    LIMIT 1
  }), []) AS unit,
  head(COLLECT {
    MATCH (person)-[:HAS_FUNCTION]->(function:Function)
    RETURN function.name AS name
    ORDER BY name
    LIMIT 1
  }) AS function,
  head(COLLECT {
    MATCH (person)-[:REPORTS_TO]->(manager:Person)
    RETURN manager.id AS managerId
    ORDER BY managerId
    LIMIT 1
  }) AS managerId,
  person.timeZone AS timeZone, person.languages AS languages, person.formats AS formats, person.pace AS pace,
  person.mentoring AS mentoring, person.places AS places,
  person.placesTaken AS placesTaken,
  person.weeklyMinutes AS weeklyMinutes, person.leftOn AS leftOn,
  coalesce(person.attributes, []) AS attributes, person.revision AS revision
ORDER BY id
