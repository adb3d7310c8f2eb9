// Takes further ids away from skills, because each becomes the id of a skill of its own.
// access: write
// scope: none
// params: ids: list[str]
// returns: nothing
UNWIND $ids AS id
MATCH (:Skill)-[matches:MATCHES]->(:ExternalConcept {uri: id})
WHERE matches.source IS NOT NULL
DELETE matches
