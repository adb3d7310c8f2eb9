// Every function by name.
// access: read
// scope: none
// params: none
// returns: Named
MATCH (function:Function)
RETURN function.name AS name
ORDER BY name
