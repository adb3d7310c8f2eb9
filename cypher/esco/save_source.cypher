// Remembers where skills come from, and whether all of it is there: the state is importing or complete.
// access: write
// scope: none
// params: name: str, version: str, attribution: str, languages: list[str], state: str
// returns: nothing
MERGE (source:Source {name: $name})
SET source.version = $version, source.attribution = $attribution, source.languages = $languages,
  source.state = $state
