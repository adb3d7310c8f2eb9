// Makes the name of the property known by whose removal edits take their locks (docs/decisions/0011-write-locks.md):
// the server passes over the removal of a name that it has never seen, and takes no lock.
// kind: data
MATCH (slot:TimeSlot {id: 10000})
SET slot.lockedBy = true
REMOVE slot.lockedBy;
