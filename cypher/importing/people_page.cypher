// Everybody with time zone and manager, a page after the given id.
// access: read
// params: after: str, limit: int
// returns: PersonBrief
MATCH (person:Person)
WHERE person.id > $after
WITH person
ORDER BY person.id
LIMIT $limit
RETURN person.id AS id, person.timeZone AS timeZone,
  head(COLLECT {
    MATCH (person)-[:REPORTS_TO]->(manager:Person)
    RETURN manager.id AS managerId
    ORDER BY managerId
  }) AS managerId
ORDER BY id
