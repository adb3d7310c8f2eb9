"""The query files of engagements as typed functions."""

from collections.abc import Sequence
from datetime import date

from graphapi.graphdb.database import Transaction
from graphapi.graphdb.queries import statement
from graphapi.graphdb.rows import Nothing, row


@row
class PersonId:
    """An id of a person."""

    id: str


@row
class EndedMatch:
    """A match that has ended, with its people."""

    id: str
    mentor_id: str
    mentee_id: str


_BLOCK = statement("engagements/block", Nothing)
_UNBLOCK = statement("engagements/unblock", Nothing)
_BLOCKED_BY = statement("engagements/blocked_by", PersonId)
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


async def end_matches(tx: Transaction, person_ids: Sequence[str], day: date) -> list[EndedMatch]:
    """Ends the active matches of these people."""
    return await tx.rows(_END_MATCHES, personIds=list(person_ids), day=day)
