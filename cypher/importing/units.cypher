// Every unit by its path.
// access: read
// scope: none
// params: none
// returns: UnitRecord
MATCH (unit:Unit)
RETURN unit.path AS path
ORDER BY path
