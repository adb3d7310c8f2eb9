// Whether there is a unit with this path, or this end of a path.
// access: read
// scope: none
// params: unit: str, partOfUnit: str
// returns: Known
RETURN EXISTS {
  MATCH (unit:Unit)
  WHERE unit.foldedPath = $unit OR unit.foldedPath ENDS WITH $partOfUnit
} AS known
