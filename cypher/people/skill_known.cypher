// Whether there is such a skill.
// access: read
// scope: none
// params: id: str
// returns: Known
RETURN EXISTS { (:Skill {id: $id}) } AS known
