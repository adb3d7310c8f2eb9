// Every function by name.
// access: read
// params: none
// returns: Named
MATCH (function:Function)
RETURN function.name AS name
ORDER BY name
