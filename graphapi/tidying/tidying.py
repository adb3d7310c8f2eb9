"""The life of everything that grows with use, and what ends it.

docs/graph-model.md has the table. The change log, unfinished imports and changed evidence see to themselves.
"""

from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime, timedelta
from functools import partial

from graphapi.graphdb.database import Database, Transaction
from graphapi.settings import Settings
from graphapi.tidying import graph

KEPT_POLICIES = 20
_A_STEP = 1_000
_DEADLINE_SECONDS = 60.0


async def tidy(database: Database, settings: Settings, now: datetime | None = None) -> Mapping[str, int]:
    """Removes what has outlived its use, in short transactions; says how many of each.

    Can be stopped at any time and run again. now: in UTC.
    """
    at = now or datetime.now(UTC)
    journal = at - timedelta(days=settings.journal_days)
    steps: Mapping[str, Callable[[Transaction], Awaitable[int]]] = {
        "receipts": partial(
            graph.forget_receipts, before=at - timedelta(days=settings.receipt_days), limit=_A_STEP
        ),
        # Edits last: an edit whose records are half gone is found again.
        "records": partial(graph.forget_records, before=journal, limit=_A_STEP),
        "edits": partial(graph.forget_edits, before=journal, limit=_A_STEP),
        "policies": partial(graph.forget_policies, keep=KEPT_POLICIES),
        "units": partial(graph.forget_units, limit=_A_STEP),
        "functions": partial(graph.forget_functions, limit=_A_STEP),
    }
    return {what: await _all(database, what, step) for what, step in steps.items()}


async def _all(database: Database, what: str, step: Callable[[Transaction], Awaitable[int]]) -> int:
    total = 0
    while count := await database.write(f"tidying/{what}", step, deadline_seconds=_DEADLINE_SECONDS):
        total += count
    return total
