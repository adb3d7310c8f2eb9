// The large imports that are under way or were stopped, the oldest first; there is hardly ever more than one.
// access: read
// scope: none
// params: none
// returns: UnfinishedImport
MATCH (import:Import)
RETURN import.id AS id, import.startedAt AS startedAt, import.people AS people, import.written AS written,
  import.due AS due
ORDER BY startedAt, id
LIMIT 100
