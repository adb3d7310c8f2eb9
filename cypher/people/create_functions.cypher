// Makes the functions that are not there yet.
// access: write
// scope: none
// params: names: list[str]
// returns: Written
UNWIND $names AS name
MERGE (function:Function {name: name})
RETURN count(*) AS written
