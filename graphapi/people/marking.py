"""Marks of people, by which an import finds out of whom something has changed since the one before.

An edit replaces the mark of everybody whom it changes. Imports store marks of their own and keep this follower from
replacing them (graphapi.importing.remembering).
"""

from collections.abc import Sequence

from graphapi.journal.edit import Edit
from graphapi.journal.facts import FACTS, FactChange
from graphapi.journal.ids import new_id
from graphapi.people.model import Mark
from graphapi.people.saving import mark_people

_ABOUT_PEOPLE = ("person.", "claim.", "time.", "goal.")


class MarksFollower:
    """Marks people whom somebody edits."""

    name = "marks"
    follows = frozenset(
        fact
        for fact, kind in FACTS.items()
        if kind.about is not None and fact.startswith(_ABOUT_PEOPLE) and fact != "person.blocks"
    )
    derives = frozenset[str]()

    async def follow(self, e: Edit, changes: Sequence[FactChange]) -> None:
        """Gives them a mark that no import has made. Facts of goals name the person as their other end."""
        edited = {change.other if change.fact.startswith("goal.") else change.id for change in changes}
        await mark_people(e.tx, [Mark(person_id, new_id()) for person_id in sorted(filter(None, edited))])
