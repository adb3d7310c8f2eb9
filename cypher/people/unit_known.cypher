// Whether there is such a unit.
// access: read
// params: name: str
// returns: Known
RETURN EXISTS { (:Unit {name: $name}) } AS known
