// Every relationship but free time, in no order, for a sum over all of them. What identifies a node stands for its ends.
// access: read
// scope: everybody, because a backup is of the whole map
// params: none
// returns: StoredThing
MATCH (begin)-[relationship]->(end)
WHERE NOT type(relationship) IN ['FREE', 'OFFERS']
RETURN type(relationship) AS kind,
  head(labels(begin)) + ' ' + toString(coalesce(begin.id, begin.uri, begin.path, begin.version, begin.name)) AS begin,
  head(labels(end)) + ' ' + toString(coalesce(end.id, end.uri, end.path, end.version, end.name)) AS end,
  properties(relationship) AS properties
