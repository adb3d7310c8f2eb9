// Keeps everybody else from making people with these ids until the transaction ends; gives those that people have.
// access: write
// scope: everybody, because an id is nobody's or somebody's in the whole map
// params: ids: list[str]
// returns: PersonPlace
UNWIND $ids AS id
// Only MERGE waits for whoever is about to make a person with this id.
MERGE (person:Person {id: id})
WITH person, id, person.revision IS NOT NULL AS known
CALL (person, known) {
  WITH person, known
  WHERE NOT known
  DELETE person
}
WITH id, known
WHERE known
RETURN id
ORDER BY id
