// Takes back that a person blocks another; the other's own block stays.
// access: write
// scope: everybody, because both people were locked within the scope
// params: personId: str, otherId: str
// returns: nothing
MATCH (:Person {id: $personId})-[blocks:BLOCKS]->(:Person {id: $otherId})
DELETE blocks
