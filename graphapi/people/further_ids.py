"""Further ids of people: another system's name for somebody whom the map has leads to that person.

A person's own id never changes. When the system from which people are imported gives somebody a new id, the new one
becomes a further id, and whatever names it means the same person.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from graphapi.errors import InvalidInput
from graphapi.graphdb.database import Database, Transaction
from graphapi.journal.edit import Edit, Editor
from graphapi.journal.editing import checked_id
from graphapi.journal.facts import MAP
from graphapi.people import further_ids_graph as graph
from graphapi.people.errors import IdTaken
from graphapi.people.locking import lock_person
from graphapi.people.model import Person
from graphapi.people.reading import person_in

MOST_FURTHER_IDS = 20
_MOST_NAMED = 100


async def people_meant(database: Database, ids: Sequence[str]) -> dict[str, str]:
    """The own id of each person to whom one of these further ids leads; other ids are left out."""
    return await database.read_singly("people/people_meant", lambda tx: graph.people_meant(tx, sorted(set(ids))))


async def own_id(tx: Transaction, id_: str) -> str | None:
    """The own id of the person to whom a further id leads; None when it leads to nobody."""
    return (await graph.people_meant(tx, [id_])).get(id_)


async def further_ids_of(database: Database, person_ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The further ids of each of these people, in order."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    rows = await database.read_singly("people/further_ids_of", lambda tx: graph.further_ids_of(tx, person_ids))
    for row in rows:
        found[row.person_id].append(row.id)
    return {person_id: tuple(found[person_id]) for person_id in person_ids}


async def add_person_id(editor: Editor, person_id: str, new_id: str, *, key: str | None = None) -> Person:
    """Lets a further id lead to the person, and returns them; one that does so already stays.

    new_id: 1..200 characters, at most 20 for a person. Raises InvalidInput, NotFound, IdTaken, KeyReused.
    """
    wanted = checked_id(new_id, ["newId"])

    async def add(e: Edit) -> str:
        await lock_person(e.tx, person_id)
        # Who has the id is read once everybody else who wants it waits.
        is_own = await graph.hold_person_ids(e.tx, [wanted])
        meant = (await graph.further_ids_taken(e.tx, [wanted])).get(wanted)
        if person_id in (wanted, meant):
            return person_id
        if is_own or meant is not None:
            raise IdTaken(f"Another person has the id {wanted!r}. People cannot be merged.", path=["newId"])
        if len(await graph.further_ids_of(e.tx, [person_id])) >= MOST_FURTHER_IDS:
            raise InvalidInput(f"A person has at most {MOST_FURTHER_IDS} further ids.", path=["newId"])
        await record_further_ids(e, {wanted: person_id})
        return person_id

    return await editor.edit_once("addPersonId", key, {"person": person_id, "newId": wanted}, add, person_in)


async def remove_person_id(editor: Editor, person_id: str, old_id: str, *, key: str | None = None) -> Person:
    """Lets a further id of the person lead to nobody, and returns them. Somebody new may have it from then on.

    Raises InvalidInput for an id that is not a further one of this person, NotFound, KeyReused.
    """
    wanted = checked_id(old_id, ["oldId"])

    async def remove(e: Edit) -> str:
        await lock_person(e.tx, person_id)
        if (await graph.further_ids_taken(e.tx, [wanted])).get(wanted) != person_id:
            own = "It is their own id, which never changes." if wanted == person_id else "See Person.furtherIds."
            raise InvalidInput(f"{wanted!r} is not a further id of this person. {own}", path=["oldId"])
        e.changed("person.furtherId", person_id, person_id, None, other=wanted)
        await graph.delete_further_id(e.tx, wanted)
        return person_id

    return await editor.edit_once("removePersonId", key, {"person": person_id, "oldId": wanted}, remove, person_in)


async def record_further_ids(e: Edit, ids: Mapping[str, str], source: str = MAP) -> None:
    """Lets each id lead to a person, for edits that have checked that it is free."""
    for id_, person_id in ids.items():
        e.changed("person.furtherId", person_id, None, person_id, other=id_, source=source)
    if ids:
        await graph.save_further_ids(e.tx, ids)


async def is_further_id(tx: Transaction, ids: Collection[str]) -> bool:
    """Whether one of these ids leads to a person who has another own id."""
    return bool(ids and await graph.further_ids_taken(tx, sorted(ids)))


async def is_own_id(tx: Transaction, ids: Collection[str]) -> bool:
    """Whether one of these ids is somebody's own; nobody makes a person with one until the transaction ends."""
    return bool(ids and await graph.hold_person_ids(tx, sorted(ids)))


async def ids_of_two(tx: Transaction) -> list[str]:
    """Sentences about further ids that do not mean exactly one person, at most 100."""
    return [
        f"The further id {found.id!r} "
        + ("is also somebody's own id." if found.is_own else f"leads to {found.people} people.")
        for found in await graph.ids_of_two(tx, _MOST_NAMED)
    ]
