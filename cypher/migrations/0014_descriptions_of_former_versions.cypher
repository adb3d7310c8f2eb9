// Former versions knew one source of everything that a skill or cluster shows: what is there tells which. A skill whose
// preferred label is of a classification is of that one; ids of the starter taxonomy are of the seed; a concept of ESCO
// that has been renamed keeps its name, as said by hand; the rest has been imported.
// kind: data
MATCH (skill:Skill)-[:KNOWN_AS]->(preferred:Label {kind: 'preferred', text: skill.label})
WHERE NOT EXISTS { (skill)-[:DESCRIBED_BY]->(:Description) }
WITH skill, preferred
ORDER BY skill.id, preferred.source IS NOT NULL, preferred.lang
WITH skill, head(collect(preferred)) AS preferred
WITH skill, preferred.lang AS lang, preferred.source AS labelSource, CASE
  WHEN preferred.source IS NOT NULL THEN preferred.source
  WHEN skill.id =~ 'skill-[0-9]{4}' THEN 'seed'
  WHEN skill.skillType IS NOT NULL OR skill.id STARTS WITH 'http://data.europa.eu/esco/' THEN 'map'
  ELSE 'import'
END AS source
CREATE (skill)-[:DESCRIBED_BY]->(said:Description {id: source + '|' + skill.id, source: source})
SET said.label = skill.label, said.definition = skill.definition, said.tier = skill.tier,
  said.skillType = skill.skillType, said.reuseLevel = skill.reuseLevel, said.language = lang,
  said.cluster = head(COLLECT {
    MATCH (skill)-[:IN_CLUSTER {primary: true}]->(cluster:Cluster)
    RETURN cluster.id AS id ORDER BY id
  }),
  said.external = head(COLLECT {
    MATCH (skill)-[matches:MATCHES]->(concept:ExternalConcept)
    WHERE matches.source IS NULL
    RETURN [concept.uri, concept.scheme, concept.label, matches.kind] AS external ORDER BY external
  }),
  said.aliases = COLLECT {
    MATCH (skill)-[:KNOWN_AS]->(label:Label {kind: 'alternative', lang: lang})
    WHERE coalesce(label.source, '') = coalesce(labelSource, '')
    RETURN label.text AS text ORDER BY text
  },
  said.hidden = COLLECT {
    MATCH (skill)-[:KNOWN_AS]->(label:Label {kind: 'hidden', lang: lang})
    WHERE coalesce(label.source, '') = coalesce(labelSource, '')
    RETURN label.text AS text ORDER BY text
  };
MATCH (cluster:Cluster)
WHERE NOT EXISTS { (cluster)-[:DESCRIBED_BY]->(:Description) }
WITH cluster, CASE
  WHEN cluster.source IS NOT NULL THEN cluster.source
  WHEN cluster.id =~ 'cluster-[0-9]{3}' THEN 'seed'
  ELSE 'import'
END AS source
CREATE (cluster)-[:DESCRIBED_BY]->(said:Description {id: source + '|' + cluster.id, source: source})
SET said.label = cluster.label, said.definition = cluster.definition, said.tier = cluster.tier,
  said.levels = cluster.levels, said.parent = head(COLLECT {
    MATCH (cluster)-[:PART_OF]->(parent:Cluster) RETURN parent.id AS id ORDER BY id
  });
