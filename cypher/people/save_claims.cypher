// Creates claims, and changes those that are still at the revision that was seen; a row is a person.
// Lists of a row are parallel; skills and days are given by their places in $skillIds (in order) and $days.
// access: write
// scope: everybody, because these people were locked within the scope, or are new
// params: rows: list[map], skillIds: list[str], days: list[date], today: date
// returns: Written
CALL () {
  UNWIND $skillIds AS id
  MATCH (skill:Skill {id: id})
  WITH skill
  ORDER BY skill.id
  RETURN collect(skill) AS skills
}
UNWIND $rows AS row
MATCH (person:Person {id: row.personId})
// Others who declare a level for this person wait: writing without reading takes the write lock.
SET person.lockedBy = true
REMOVE person.lockedBy
WITH person, row, skills
CALL (person, row, skills) {
  UNWIND range(0, size(row.skills) - 1) AS place
  WITH person, row, place, skills[row.skills[place]] AS skill
  WHERE row.isNew OR NOT EXISTS { (person)-[:HAS]->(skill) }
  CREATE (person)-[:HAS {
    skillId: skill.id, level: row.levels[place], lastUsedOn: $days[row.lastUsed[place]], claimedOn: $today, revision: 1
  }]->(skill)
  RETURN count(*) AS created
}
CALL (person, row) {
  UNWIND row.changed AS claim
  MATCH (person)-[has:HAS {skillId: claim.skillId}]->(:Skill)
  WHERE has.revision = claim.revision
  SET has.level = claim.level, has.lastUsedOn = claim.lastUsedOn, has.changedOn = $today,
    has.revision = has.revision + 1
  RETURN count(*) AS changed
}
CALL (person, row) {
  MATCH (person)-[has:HAS]->(:Skill)
  WHERE has.skillId IN row.removed
  DELETE has
  RETURN count(*) AS removed
}
RETURN sum(created + changed + removed) AS written
