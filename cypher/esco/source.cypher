// What is remembered of a source.
// access: read
// scope: none
// params: name: str
// returns: SourceRow
MATCH (source:Source {name: $name})
RETURN source.name AS name, source.version AS version, source.attribution AS attribution,
  source.languages AS languages, source.state AS state
LIMIT 1
