"""Writes to the change log, in the transaction of the change itself."""

from collections.abc import Callable, Sequence
from functools import partial
from weakref import WeakKeyDictionary

from graphapi.graphdb.database import Transaction
from graphapi.journal import changes_graph as graph
from graphapi.journal.model import KEPT_CHANGES, ChangeKind

_IDS_AN_ENTRY = 1_000
_MOST_ENTRIES = 20
# Old entries are looked for once in so many, since looking costs more than an entry.
_PRUNE_EVERY = 64

_Recorded = dict[ChangeKind, set[str]]

_pending: WeakKeyDictionary[Transaction, _Recorded] = WeakKeyDictionary()
_listeners: list[Callable[[], None]] = []


async def record_change(tx: Transaction, kind: ChangeKind, ids: Sequence[str] = ()) -> None:
    """Says that what a ranking looks at has changed of these people or skills; `policy` and `everything` need no ids.

    Call it anywhere in the transaction. The entries are written right before the commit: from then on every other
    editor waits for it, which makes the numbers of entries follow the order of commits, without gaps.
    More than 20,000 ids are `everything`.
    """
    if kind in ("people", "skills") and not ids:
        return
    recorded = _pending.get(tx)
    if recorded is None:
        recorded = _pending[tx] = {}
        tx.before_commit(partial(_write, tx, recorded))
    recorded.setdefault(kind, set()).update(ids)


async def _write(tx: Transaction, recorded: _Recorded) -> None:
    if "everything" in recorded or sum(map(len, recorded.values())) > _IDS_AN_ENTRY * _MOST_ENTRIES:
        recorded = {"everything": set()}
    for kind, ids in recorded.items():
        ordered = sorted(ids)
        for start in range(0, max(len(ordered), 1), _IDS_AN_ENTRY):
            head = await graph.append_change(tx, kind, ordered[start : start + _IDS_AN_ENTRY])
            if head.seq % _PRUNE_EVERY == 0 and head.seq > KEPT_CHANGES:
                await graph.prune_changes(tx, head.seq - KEPT_CHANGES + 1)
    for listener in tuple(_listeners):
        listener()


def listen(listener: Callable[[], None]) -> Callable[[], None]:
    """Calls `listener` whenever this process records a change, before the commit; returns what ends it.

    Whoever then reads under the log's lock waits exactly until the commit.
    """
    _listeners.append(listener)
    return lambda: _listeners.remove(listener)
