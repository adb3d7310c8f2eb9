// Everybody with time zone, manager and how many of their places are taken, a page after the given id.
// access: read
// scope: everybody, because an import speaks for the whole organisation
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
  }) AS managerId,
  coalesce(person.placesTaken, 0) AS placesTaken
ORDER BY id
