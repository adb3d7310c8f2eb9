"""Blocks: two people who are never matched, because one of them wants it so."""

from graphapi.engagements import graph
from graphapi.engagements.errors import TooManyBlocks
from graphapi.errors import InvalidInput
from graphapi.graphdb.database import Database, Transaction
from graphapi.journal.edit import Edit, Editor
from graphapi.people.locking import lock_person, person_not_found
from graphapi.people.model import Person
from graphapi.people.reading import people_in, person_in

MOST_BLOCKS = 100


async def block_person(editor: Editor, person_id: str, other_id: str, *, key: str | None = None) -> Person:
    """Keeps both from ever being matched, whoever is the mentor; returns the person. Done twice, it is done once.

    A match that is active already goes on. Raises InvalidInput, NotFound, TooManyBlocks from 100 on, KeyReused.
    """
    return await _set(editor, "blockPerson", person_id, other_id, blocked=True, key=key)


async def unblock_person(editor: Editor, person_id: str, other_id: str, *, key: str | None = None) -> Person:
    """Takes a block back; if the other one blocks the person as well, that stays. Returns the person.

    Raises InvalidInput, NotFound, KeyReused.
    """
    return await _set(editor, "unblockPerson", person_id, other_id, blocked=False, key=key)


async def people_blocked_by(database: Database, person_id: str) -> list[str]:
    """Ids of the people whom somebody blocks, in order; 100 at most."""
    return await database.read(
        "engagements/people_blocked_by", lambda tx: graph.blocked_by(tx, person_id, MOST_BLOCKS)
    )


async def _set(
    editor: Editor, operation: str, person_id: str, other_id: str, *, blocked: bool, key: str | None
) -> Person:
    if person_id == other_id:
        raise InvalidInput("Two different people are needed.", path=["otherId"])

    async def change(e: Edit) -> str:
        await _lock_both(e.tx, person_id, other_id)
        before = await graph.blocked_by(e.tx, person_id, MOST_BLOCKS)
        if blocked and other_id not in before and len(before) >= MOST_BLOCKS:
            raise TooManyBlocks(f"This person already blocks {MOST_BLOCKS} people. Take one back first.")
        if e.changed("person.blocks", person_id, other_id in before, blocked, other=other_id):
            await (graph.block if blocked else graph.unblock)(e.tx, person_id, other_id)
            e.derived("person.apart", [person_id, other_id])
        return person_id

    return await editor.edit_once(operation, key, {"person": person_id, "other": other_id}, change, person_in)


async def _lock_both(tx: Transaction, person_id: str, other_id: str) -> None:
    # In the order of ids, so that two who block each other at once never wait for each other.
    found = await people_in(tx, [person_id, other_id])
    for id_, field in ((person_id, "personId"), (other_id, "otherId")):
        if id_ not in found:
            raise person_not_found(id_, [field])
    for id_ in sorted((person_id, other_id)):
        await lock_person(tx, id_)
