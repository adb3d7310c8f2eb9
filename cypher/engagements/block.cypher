// Says that two people are never matched, because the first wants it so.
// access: write
// scope: everybody, because both people were locked within the scope
// params: personId: str, otherId: str
// returns: nothing
MATCH (person:Person {id: $personId})
MATCH (other:Person {id: $otherId})
MERGE (person)-[:BLOCKS]->(other)
