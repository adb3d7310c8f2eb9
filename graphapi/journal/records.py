"""The journal in the graph: each edit with its actor, and one record for each thing that it changed."""

import json
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from graphapi.graphdb.database import Transaction
from graphapi.journal import records_graph as graph
from graphapi.journal.facts import FACTS, FactChange
from graphapi.journal.ids import new_id
from graphapi.journal.records_graph import EditRow, RecordRow

_RECORDS_A_STATEMENT = 5_000
MOST_EDITS = 1_000


async def record_edit(tx: Transaction, actor: str, operation: str, changes: Sequence[FactChange]) -> None:
    """Stores an edit, unless it changed only derived facts."""
    by_subject: dict[str, list[str]] = defaultdict(list)
    for change in changes:
        kind = FACTS[change.fact]
        if kind.about is not None:
            by_subject[f"{kind.about}:{change.id}"].append(_as_json(change, values=kind.values))
    if not by_subject:
        return
    edit_id = new_id()
    await graph.record_edit(tx, edit_id, actor, operation)
    records = [{"subject": subject, "facts": facts} for subject, facts in sorted(by_subject.items())]
    for start in range(0, len(records), _RECORDS_A_STATEMENT):
        await graph.record_facts(tx, edit_id, records[start : start + _RECORDS_A_STATEMENT])


async def edits_after(tx: Transaction, edit_id: str = "", limit: int = MOST_EDITS) -> list[EditRow]:
    """Edits in the order of their ids, which is that of their times, after the given one."""
    return await graph.edits_after(tx, edit_id, limit)


async def records_of(tx: Transaction, subject: str, limit: int = MOST_EDITS) -> list[RecordRow]:
    """What has been changed about `kind:id`, such as `person:p1`, newest first."""
    return await graph.records_of(tx, subject, limit)


def _as_json(change: FactChange, *, values: bool) -> str:
    said: dict[str, Any] = {"fact": change.fact, "source": change.source}
    if change.other is not None:
        said["other"] = change.other
    if values:
        said |= {"before": change.before, "after": change.after}
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
