// Makes functions.
// access: write
// scope: none
// params: names: list[str]
// returns: Written
UNWIND $names AS name
CREATE (:Function {name: name})
RETURN count(*) AS written
