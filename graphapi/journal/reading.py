"""Reads the change log: its position, and the changes since a reader's last position."""

from graphapi.graphdb.database import Transaction
from graphapi.journal import changes_graph as graph
from graphapi.journal.model import ChangesSince, Position


async def position(tx: Transaction) -> Position | None:
    """The log's position, without a lock; None before the first entry."""
    head = await graph.head(tx)
    return graph.position_of(head) if head else None


async def locked_position(tx: Transaction) -> Position:
    """The log's position; anyone who records a change waits until the transaction ends.

    Neo4j shows a reader parts of a commit while it is being stored. Under this lock no recorded change is half
    stored: from now on the transaction reads everything up to the position. Needs a write transaction.
    """
    return graph.position_of(await graph.lock_log(tx))


async def changes_since(tx: Transaction, known: Position) -> ChangesSince:
    """The entries after `known`, under the same lock as locked_position.

    Not complete if the log is another one, continued from an older copy, or has pruned entries that the reader lacks.
    """
    head = await graph.lock_log(tx)
    found = graph.position_of(head)
    if found == known:
        return ChangesSince(found, (), complete=True)
    if found.log_id != known.log_id or found.seq <= known.seq:
        return ChangesSince(found, (), complete=False)
    if known.seq == 0:
        return ChangesSince(found, tuple(await graph.changes_from(tx, 1)), complete=head.low == 1)
    if known.seq < head.low:
        return ChangesSince(found, (), complete=False)
    changes = await graph.changes_from(tx, known.seq)
    same = bool(changes) and (changes[0].seq, changes[0].token) == (known.seq, known.token)
    return ChangesSince(found, tuple(changes[1:]), complete=same)
