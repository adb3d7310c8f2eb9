// Stores the terms on which a person mentors.
// access: write
// scope: everybody, because the person was locked within the scope
// params: id: str, mentoring: bool, places: int, weeklyMinutes: int?, languages: list[str], formats: list[str],
//   pace: str?, revision: int
// returns: nothing
MATCH (person:Person {id: $id})
SET person.mentoring = $mentoring, person.places = $places, person.weeklyMinutes = $weeklyMinutes,
  person.languages = $languages, person.formats = $formats, person.pace = $pace, person.revision = $revision
