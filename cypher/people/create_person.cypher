// Makes a person, with the terms on which they mentor and still outside of any unit.
// access: write
// scope: everybody, because a new person is in no unit yet
// params: id: str, name: str, foldedName: str, timeZone: str?, mentoring: bool, places: int, weeklyMinutes: int?,
//   languages: list[str], formats: list[str], pace: str?, tieKey: int
// returns: nothing
CREATE (:Person {
  id: $id, name: $name, foldedName: $foldedName, timeZone: $timeZone, mentoring: $mentoring, places: $places,
  placesTaken: 0, weeklyMinutes: $weeklyMinutes, languages: $languages, formats: $formats, pace: $pace, tieKey: $tieKey, revision: 1
})
