// Every node, in no order, for a sum over all of them.
// access: read
// scope: everybody, because a backup is of the whole map
// params: none
// returns: StoredThing
MATCH (node)
RETURN head(labels(node)) AS kind, '' AS begin, '' AS end, properties(node) AS properties
