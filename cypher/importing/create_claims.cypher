// Makes claims that are not there yet; a row is a person with parallel lists of skills, levels and days.
// access: write
// scope: everybody, because an import speaks for the whole organisation
// params: rows: list[map]
// returns: Written
UNWIND $rows AS row
MATCH (person:Person {id: row.personId})
// Others who declare a level for this person wait: writing without reading takes the write lock.
SET person.lockedBy = true
REMOVE person.lockedBy
WITH person, row
UNWIND range(0, size(row.skillIds) - 1) AS place
MATCH (skill:Skill {id: row.skillIds[place]})
WHERE row.isNew OR NOT EXISTS { (person)-[:HAS]->(skill) }
CREATE (person)-[:HAS {
  skillId: skill.id, level: row.levels[place], lastUsedOn: row.lastUsed[place], revision: 1
}]->(skill)
RETURN count(*) AS written
