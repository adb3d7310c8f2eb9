// Everybody with time zone, places, whether they have left and the mark of imports, a page after the given id, as one row
// of parallel lists: few rows are read far faster than many. Nothing is an empty text.
// access: read
// scope: everybody, because an import speaks for the whole organisation
// params: after: str, limit: int
// returns: PackedPeople
MATCH (person:Person)
WHERE person.id > $after
WITH person
ORDER BY person.id
LIMIT $limit
RETURN collect(person.id) AS ids, collect(coalesce(person.timeZone, '')) AS timeZones,
  collect(coalesce(person.places, 0)) AS places, collect(coalesce(person.placesTaken, 0)) AS placesTaken,
  collect(person.leftOn IS NOT NULL) AS haveLeft, collect(coalesce(person.importMark, '')) AS marks
