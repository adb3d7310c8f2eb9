// What is near the given skills, as texts of places and of nearness, for the first read of a large map.
// access: read
// scope: none
// params: ids: list[str], places: map
// returns: PackedNearRow
UNWIND range(0, size($ids) - 1, 50) AS start
CALL (start) {
  UNWIND $ids[start..start + 50] AS id
  MATCH (skill:Skill {id: id})
  CALL (skill) {
    OPTIONAL MATCH (skill)-[near:NEAR]->(other:Skill)
    WHERE $places[other.id] IS NOT NULL
    RETURN collect($places[other.id]) AS others, collect(near.strength) AS strengths
  }
  // One text is read far faster than a list of numbers, and few rows far faster than many. The text is put together
  // in steps, since one that grows is copied each time.
  WITH $places[id] AS place,
    reduce(text = '', at IN range(0, size(others) - 1, 16) |
      text + reduce(part = '', other IN others[at..at + 16] | part + ' ' + other)) AS others,
    reduce(text = '', at IN range(0, size(strengths) - 1, 16) |
      text + reduce(part = '', strength IN strengths[at..at + 16] | part + ' ' + strength)) AS strengths
  ORDER BY place
  RETURN collect(place) AS places, collect(others) AS others, collect(strengths) AS strengths
}
RETURN places, others, strengths
ORDER BY start
