// Makes the benchmark's skills.
// access: write
// scope: none
// params: ids: list[str]
// returns: nothing
UNWIND $ids AS id
CREATE (:Skill {id: id, label: 'Skill ' + id, status: 'active', revision: 1})
