"""The query files of taken places as typed functions."""

from collections.abc import Sequence

from graphapi.graphdb.database import Transaction
from graphapi.graphdb.queries import statement
from graphapi.graphdb.rows import row


@row
class PersonId:
    """An id of a person."""

    id: str


@row
class WrongPlaces:
    """A person of whom `stored` places are said to be taken, but `taken` are."""

    id: str
    stored: int | None
    taken: int


_COUNT_PLACES = statement("derived/count_places", PersonId)
_WRONG_PLACES = statement("derived/wrong_places", WrongPlaces)


async def count_places(tx: Transaction, person_ids: Sequence[str]) -> list[str]:
    """Stores how many places of these people are taken; returns the ids of those of whom that changed."""
    return [found.id for found in await tx.rows(_COUNT_PLACES, personIds=list(person_ids))]


async def wrong_places(tx: Transaction, limit: int) -> list[WrongPlaces]:
    """People of whom the stored number is wrong, `limit` at most."""
    return await tx.rows(_WRONG_PLACES, limit=limit)
