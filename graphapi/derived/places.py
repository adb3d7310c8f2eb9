"""How many places of a mentor are taken: one for each active match, stored with the mentor.

`Person.placesTaken` is what rankings, free time and imports look at; they do not count matches themselves.
"""

from collections.abc import Sequence

from graphapi.derived import places_graph as graph
from graphapi.graphdb.database import Transaction
from graphapi.journal.edit import Edit, Editor
from graphapi.journal.facts import FactChange

_PEOPLE_A_STATEMENT = 1_000


class PlacesFollower:
    """Keeps the number of taken places right."""

    name = "places"
    follows = frozenset({"match.active"})
    derives = frozenset({"person.placesTaken", "person.matches"})

    async def follow(self, e: Edit, changes: Sequence[FactChange]) -> None:
        """Counts the places of every mentor whose match began or ended."""
        pairs = [pair for change in changes for pair in (change.before, change.after) if pair is not None]
        e.derived("person.matches", sorted({person for pair in pairs for person in pair}))
        await count_places(e, sorted({mentor for mentor, _ in pairs}))


async def count_places(e: Edit, person_ids: Sequence[str]) -> None:
    """Counts the taken places of these people."""
    for start in range(0, len(person_ids), _PEOPLE_A_STATEMENT):
        changed = await graph.count_places(e.tx, person_ids[start : start + _PEOPLE_A_STATEMENT])
        e.derived("person.placesTaken", changed)


async def wrong_places(tx: Transaction) -> list[str]:
    """Compares the stored numbers with the active matches; says in words who differs, 1,000 people at most."""
    return [
        f"{found.taken} places of person {found.id} are taken, {found.stored} are stored"
        for found in await graph.wrong_places(tx, _PEOPLE_A_STATEMENT)
    ]


async def repair_places(editor: Editor) -> None:
    """Counts again for everybody of whom the stored number is wrong."""

    async def batch(e: Edit) -> int:
        wrong = [found.id for found in await graph.wrong_places(e.tx, _PEOPLE_A_STATEMENT)]
        await count_places(e, wrong)
        return len(wrong)

    while await editor.edit("countPlaces", batch, deadline_seconds=300):
        pass
