"""The query files of engagements as typed functions."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from graphapi.engagements.model import MatchSaving
from graphapi.graphdb.database import Transaction
from graphapi.graphdb.queries import statement
from graphapi.graphdb.rows import Nothing, row


@row
class PersonId:
    """An id of a person."""

    id: str


@row
class Written:
    """How many rows had their effect."""

    written: int


@row
class EndedMatch:
    """A match that has ended, with its people."""

    id: str
    mentor_id: str
    mentee_id: str


_BLOCK = statement("engagements/block", Nothing)
_UNBLOCK = statement("engagements/unblock", Nothing)
_BLOCKED_BY = statement("engagements/blocked_by", PersonId)
_SAVE_MATCHES = statement("engagements/save_matches", Written)
_END_MATCHES = statement("engagements/end_matches", EndedMatch)


async def block(tx: Transaction, person_id: str, other_id: str) -> None:
    """Says that the first never wants to be matched with the second."""
    await tx.run(_BLOCK, personId=person_id, otherId=other_id)


async def unblock(tx: Transaction, person_id: str, other_id: str) -> None:
    """Takes that back."""
    await tx.run(_UNBLOCK, personId=person_id, otherId=other_id)


async def blocked_by(tx: Transaction, person_id: str, limit: int) -> list[str]:
    """Ids of those whom the person blocks, in order."""
    return [found.id for found in await tx.rows(_BLOCKED_BY, personId=person_id, limit=limit)]


async def save_matches(tx: Transaction, changes: Sequence[MatchSaving]) -> bool:
    """Creates or changes matches; false when one is not as it was seen, or a mentor has too few places."""
    status = {None: None, True: "active", False: "ended"}
    rows: list[dict[str, Any]] = [
        {
            "id": each.id,
            "mentorId": each.mentor_id,
            "menteeId": each.mentee_id,
            "startedOn": each.started_on,
            "endedOn": each.ended_on,
            "status": status[each.is_active],
            "statusBefore": status[each.was_active],
        }
        for each in sorted(changes, key=lambda change: (change.mentor_id, change.id))
    ]
    found = await tx.one(_SAVE_MATCHES, rows=rows)
    return found is not None and found.written == len(rows)


async def end_matches(tx: Transaction, person_ids: Sequence[str], day: date) -> list[EndedMatch]:
    """Ends the active matches of these people."""
    return await tx.rows(_END_MATCHES, personIds=list(person_ids), day=day)
