"""Ends the matches of people who leave."""

from collections.abc import Sequence

from graphapi.engagements import graph
from graphapi.journal.edit import Edit
from graphapi.journal.facts import FactChange


class MatchesFollower:
    """Ends every active match of somebody who has left, as a mentor and as a mentee."""

    name = "matches"
    follows = frozenset({"person.leftOn"})
    derives = frozenset({"match.active"})

    async def follow(self, e: Edit, changes: Sequence[FactChange]) -> None:
        """Ends the matches on the day on which the leaving is recorded."""
        left = sorted({change.id for change in changes if change.after is not None})
        for match in await graph.end_matches(e.tx, left, e.today) if left else ():
            e.changed("match.active", match.id, [match.mentor_id, match.mentee_id], None)
