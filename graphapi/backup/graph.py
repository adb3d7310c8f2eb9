"""The query files of backups as typed functions."""

from collections.abc import AsyncIterator
from typing import Any

from graphapi.graphdb.database import Transaction
from graphapi.graphdb.queries import statement
from graphapi.graphdb.rows import row

_ROWS_AT_ONCE = 5_000


@row
class StoredThing:
    """A node or a relationship: its label or type, what is at its ends, and its properties."""

    kind: str
    begin: str
    end: str
    properties: dict[str, Any]


@row
class FreeTimeCounts:
    """How many relationships of derived free time there are."""

    free: int
    offers: int


_NODES = statement("backup/nodes", StoredThing)
_RELATIONSHIPS = statement("backup/relationships", StoredThing)
_FREE_TIME = statement("backup/free_time", FreeTimeCounts)


def nodes(tx: Transaction) -> AsyncIterator[list[StoredThing]]:
    """All nodes, some at a time."""
    return tx.pages(_NODES, _ROWS_AT_ONCE)


def relationships(tx: Transaction) -> AsyncIterator[list[StoredThing]]:
    """All relationships but free time, some at a time."""
    return tx.pages(_RELATIONSHIPS, _ROWS_AT_ONCE)


async def free_time_counts(tx: Transaction) -> FreeTimeCounts:
    """How much derived free time there is."""
    found = await tx.one(_FREE_TIME)
    assert found is not None  # A count is always there.
    return found
