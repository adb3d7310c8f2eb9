// Makes units.
// access: write
// params: names: list[str]
// returns: Written
UNWIND $names AS name
CREATE (unit:Unit {name: name})
RETURN count(*) AS written
