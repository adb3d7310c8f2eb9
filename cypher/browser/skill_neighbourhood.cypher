// A skill with what it is related to, its cluster and its names. :param label => 'Kubernetes'
MATCH (skill:Skill {label: $label})
MATCH path = (skill)-[:RELATED|BROADER|IN_CLUSTER|KNOWN_AS|MATCHES]-(around)
RETURN path
ORDER BY labels(around)[0], coalesce(around.label, around.text)
LIMIT 100
