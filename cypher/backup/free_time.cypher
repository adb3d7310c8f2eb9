// How many half-hours and parts of half-hours are free, and how many are offered.
// access: read
// scope: everybody, because a backup is of the whole map
// params: none
// returns: FreeTimeCounts
RETURN COUNT { ()-[:FREE]->() } AS free, COUNT { ()-[:OFFERS]->() } AS offers
