// Everybody who keeps a pattern or has derived free time, a page after the given id.
// access: read
// scope: everybody, because free time is derived for everybody
// params: after: str, limit: int
// returns: PersonId
MATCH (person:Person)
WHERE person.id > $after
  AND (EXISTS { (person)-[:KEEPS]->(:Pattern) } OR EXISTS { (person)-[:FREE|OFFERS]->(:TimeSlot) })
RETURN person.id AS id
ORDER BY id
LIMIT $limit
