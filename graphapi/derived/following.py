"""Nearness follows the relations between skills."""

from collections.abc import Sequence

from graphapi.derived.nearness import derive_near
from graphapi.journal.edit import Edit
from graphapi.journal.facts import FactChange


class NearnessFollower:
    """Keeps NEAR right. An edit that changes too many relations postpones it, and NEAR is rebuilt in steps."""

    name = "nearness"
    follows = frozenset({"relation.broader", "relation.related", "skill.status"})
    derives = frozenset({"nearness.derived"})

    async def follow(self, e: Edit, changes: Sequence[FactChange]) -> None:
        """Rebuilds nearness around both ends of each relation; a new skill has none yet."""
        told = [change for change in changes if change.fact != "skill.status" or change.before is not None]
        ends = {end for change in told for end in (change.id, change.other) if end is not None}
        if ends:
            await derive_near(e, sorted(ends))
