"""Appends changes that can affect rankings to the change log, for readers that keep a copy of the map."""

from collections.abc import Callable, Sequence

from graphapi.graphdb.database import Transaction
from graphapi.journal import changes_graph as graph
from graphapi.journal.facts import FACTS, FactChange, RankedKind
from graphapi.journal.model import KEPT_CHANGES

_IDS_AN_ENTRY = 1_000
_MOST_ENTRIES = 20
# Pruning runs only once per this many entries, since it costs more than writing one.
_PRUNE_EVERY = 64


class ChangeLog:
    """Writes the log, and notifies listeners in this process."""

    def __init__(self) -> None:
        self._listeners: list[Callable[[], None]] = []

    async def append(self, tx: Transaction, changes: Sequence[FactChange]) -> None:
        """Writes the entries; from then on every other editor waits until the commit.

        That makes the numbers of entries follow the order of commits, without gaps. More than 20,000 ids are
        `everything`.
        """
        ids: dict[RankedKind, set[str]] = {}
        for change in changes:
            kind = FACTS[change.fact].ranked
            if kind is not None:
                ids.setdefault(kind, set()).add(change.id)
        if not ids:
            return
        if "everything" in ids or sum(map(len, ids.values())) > _IDS_AN_ENTRY * _MOST_ENTRIES:
            ids = {"everything": set()}
        for kind, found in ids.items():
            ordered = sorted(found) if kind in ("people", "skills") else []
            for start in range(0, max(len(ordered), 1), _IDS_AN_ENTRY):
                head = await graph.append_change(tx, kind, ordered[start : start + _IDS_AN_ENTRY])
                if head.seq % _PRUNE_EVERY == 0 and head.seq > KEPT_CHANGES:
                    await graph.prune_changes(tx, head.seq - KEPT_CHANGES + 1)
        for listener in tuple(self._listeners):
            listener()

    def listen(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Calls `listener` whenever this process appends to the log, before the commit; returns what stops it.

        A reader that then takes the log's lock waits exactly until the commit.
        """
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)
