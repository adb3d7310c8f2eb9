// When the server's process started, in milliseconds since 1970: another number means that it plans everything again.
// access: read
// scope: none
// params: none
// returns: ServerStart
CALL dbms.queryJmx('java.lang:type=Runtime') YIELD attributes
RETURN attributes.StartTime.value AS startedAt
ORDER BY startedAt
LIMIT 1
