// Makes or changes a person's claim of a skill; a person has one claim of a skill.
// access: write
// scope: everybody, because its person was locked within the scope
// params: personId: str, skillId: str, level: int, lastUsedOn: date?, revision: int
// returns: nothing
MATCH (person:Person {id: $personId})
MATCH (skill:Skill {id: $skillId})
MERGE (person)-[has:HAS {skillId: $skillId}]->(skill)
SET has.level = $level, has.lastUsedOn = $lastUsedOn, has.revision = $revision
