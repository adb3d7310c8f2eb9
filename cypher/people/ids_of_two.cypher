// Ids that are both somebody's own id and a further id, and further ids that lead to nobody or to several people.
// access: read
// scope: everybody, because the whole map is checked
// params: limit: int
// returns: DoubtfulId
MATCH (further:PersonId)
WITH further, COUNT { (further)-[:IDENTIFIES]->(:Person) } AS people,
  EXISTS { MATCH (person:Person) WHERE person.id = further.id } AS isOwn
WHERE people <> 1 OR isOwn
RETURN further.id AS id, people, isOwn
ORDER BY id
LIMIT $limit
