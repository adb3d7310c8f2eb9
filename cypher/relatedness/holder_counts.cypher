// How many people have each of the given skills, at level 1 or above.
// access: read
// scope: everybody, because evidence is counted over everybody, and no person is shown
// params: ids: list[str]
// returns: HolderCount
UNWIND $ids AS id
MATCH (skill:Skill {id: id})
RETURN skill.id AS id, COUNT { (skill)<-[has:HAS]-(:Person) WHERE has.level >= 1 } AS holders
ORDER BY id
