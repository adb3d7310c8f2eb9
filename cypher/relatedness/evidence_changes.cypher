// What has changed about the evidence since relations were last made from it.
// access: read
// scope: none
// params: none
// returns: EvidenceChange
MATCH (change:EvidenceChange)
RETURN change.id AS id, change.skillIds AS skillIds, change.everything AS everything
ORDER BY id
