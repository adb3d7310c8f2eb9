// Stored ids that no door would take today: they begin like global ids, or are not in Unicode NFC.
// access: read
// scope: everybody, because a check of the whole map
// params: mark: str, limit: int
// returns: IdOutOfForm
CALL () {
  MATCH (node:Person)
  WHERE node.id STARTS WITH $mark OR node.id <> normalize(node.id, NFC)
  RETURN 'person' AS kind, node.id AS id
  UNION ALL
  MATCH (node:Skill)
  WHERE node.id STARTS WITH $mark OR node.id <> normalize(node.id, NFC)
  RETURN 'skill' AS kind, node.id AS id
  UNION ALL
  MATCH (node:Goal)
  WHERE node.id STARTS WITH $mark OR node.id <> normalize(node.id, NFC)
  RETURN 'goal' AS kind, node.id AS id
  UNION ALL
  MATCH (node:Cluster)
  WHERE node.id STARTS WITH $mark OR node.id <> normalize(node.id, NFC)
  RETURN 'cluster' AS kind, node.id AS id
}
RETURN kind, id
ORDER BY kind, id
LIMIT $limit
