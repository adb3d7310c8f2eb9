"""The change log's query files as typed functions."""

from collections.abc import Sequence

from graphapi.graphdb.database import Transaction
from graphapi.graphdb.queries import statement
from graphapi.graphdb.rows import Nothing, row
from graphapi.journal.model import KEPT_CHANGES, Change, ChangeKind, Position


@row
class LogRow:
    """The head of the log; low is the number of the oldest entry that is kept."""

    log_id: str
    seq: int
    token: str
    low: int


_APPEND_CHANGE = statement("journal/append_change", LogRow)
_PRUNE_CHANGES = statement("journal/prune_changes", Nothing)
_HEAD = statement("journal/head", LogRow)
_LOCK_LOG = statement("journal/lock_log", LogRow)
_CHANGES_FROM = statement("journal/changes_from", Change)


async def append_change(tx: Transaction, kind: ChangeKind, ids: Sequence[str]) -> LogRow:
    """Appends an entry; the log stays locked until the transaction ends."""
    head = await tx.one(_APPEND_CHANGE, kind=kind, ids=list(ids))
    assert head is not None  # The statement creates the log if there is none.
    return head


async def prune_changes(tx: Transaction, low: int) -> None:
    """Drops the entries before the number `low`."""
    await tx.run(_PRUNE_CHANGES, low=low)


async def head(tx: Transaction) -> LogRow | None:
    """The head of the log, or None before anything was recorded."""
    return await tx.one(_HEAD)


async def lock_log(tx: Transaction) -> LogRow:
    """The head of the log, locked against writers until the transaction ends; creates the log if there is none."""
    found = await tx.one(_LOCK_LOG)
    assert found is not None  # As above.
    return found


async def changes_from(tx: Transaction, seq: int) -> list[Change]:
    """The entries with this number and above, in order."""
    return await tx.rows(_CHANGES_FROM, seq=seq, limit=2 * KEPT_CHANGES)


def position_of(found: LogRow) -> Position:
    """The head as a reader's place."""
    return Position(found.log_id, found.seq, found.token)
