// People who are there already get the number that decides among equal mentors; new ones get theirs when they are made.
// kind: data
MATCH (person:Person)
WHERE person.tieKey IS NULL
SET person.tieKey = toInteger(rand() * 2147483647);
