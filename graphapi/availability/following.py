"""Keeps free time equal to people's availability, and to whether they can take a mentee."""

from collections.abc import Sequence

from graphapi.availability.deriving import derive_free_time
from graphapi.journal.edit import Edit
from graphapi.journal.facts import FactChange

_SAID = frozenset({"time.patterns", "time.leaves"})


class FreeTimeFollower:
    """Keeps FREE and OFFERS right."""

    name = "free time"
    follows = _SAID | {"person.mentoring", "person.places", "person.placesTaken"}
    derives = frozenset({"freeTime.derived"})

    async def follow(self, e: Edit, changes: Sequence[FactChange]) -> None:
        """Recomputes free time; for new people only if they stated any availability."""
        new = {change.id for change in e.changes if change.fact == "person.created"}
        people = {change.id for change in changes if change.fact in _SAID or change.id not in new}
        if people:
            await derive_free_time(e, sorted(people))
