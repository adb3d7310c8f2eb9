"""Derives what follows from an import: little at once, much in steps that a later run can take up again.

One transaction holds everything that it writes in the server's memory, and free half-hours are many.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from graphapi.availability.deriving import refresh_everybody, refresh_free_time
from graphapi.graphdb.database import Database, Transaction
from graphapi.importing import graph, writing_graph
from graphapi.importing.model import Progress, no_progress
from graphapi.matching.policies import recount_specificity
from graphapi.taxonomy.nearness import refresh_near

MOST_AT_ONCE = 1_000
_STEP_SECONDS = 600.0
_REASON = "import"


@dataclass(frozen=True, slots=True)
class Derived:
    """How many relationships were derived, and the version of the policy when there is a new one."""

    near: int
    free_time: int
    policy_version: int | None


def is_small(people: Sequence[str], skills: Sequence[str]) -> bool:
    """Whether what follows for these people and skills is little enough for the transaction of the import."""
    return len(people) <= MOST_AT_ONCE and len(skills) <= MOST_AT_ONCE


async def derive(
    tx: Transaction, people: Sequence[str], skills: Sequence[str], today: date, progress: Progress
) -> Derived:
    """NEAR around the skills, free time of the people, and the counts of holders."""
    near = await _relate(tx, skills, progress) if skills else 0
    free_time = await _time(tx, people, today, progress) if people else 0
    progress("counting holders", 0, 0)
    return Derived(near, free_time, await recount_specificity(tx, _REASON))


async def derive_in_steps(
    database: Database,
    people: Sequence[str],
    skills: Sequence[str],
    numbers: Sequence[int],
    today: date,
    progress: Progress,
) -> Derived:
    """The same in transactions of their own; the imports of these numbers are finished with the last one."""
    near = free_time = 0
    if skills:
        near = await database.write(
            "importing/relate", lambda tx: _relate(tx, skills, progress), deadline_seconds=_STEP_SECONDS
        )
    for start in range(0, len(people), MOST_AT_ONCE):
        batch = people[start : start + MOST_AT_ONCE]
        free_time += await database.write(
            "importing/free_time",
            lambda tx, batch=batch: refresh_free_time(tx, batch, today),
            deadline_seconds=_STEP_SECONDS,
        )
        progress("working out free time", start + len(batch), len(people))
    return Derived(near, free_time, await _finish(database, numbers, progress))


async def finish_imports(database: Database, today: date, progress: Progress = no_progress) -> bool:
    """Derives what imports that were stopped have left undone; says whether there were any."""
    numbers = await database.read("importing/unfinished", graph.unfinished_imports)
    if not numbers:
        return False
    await database.write(
        "importing/relate",
        lambda tx: refresh_near(tx, None, lambda done, total: progress("relating skills", done, total)),
        deadline_seconds=_STEP_SECONDS,
    )
    await refresh_everybody(database, today, lambda done, _: progress("working out free time", done, 0))
    await _finish(database, numbers, progress)
    return True


async def _finish(database: Database, numbers: Sequence[int], progress: Progress) -> int | None:
    async def work(tx: Transaction) -> int | None:
        version = await recount_specificity(tx, _REASON)
        await writing_graph.mark_finished(tx, numbers)
        return version

    progress("counting holders", 0, 0)
    return await database.write("importing/finish", work, deadline_seconds=_STEP_SECONDS)


async def _relate(tx: Transaction, skills: Sequence[str], progress: Progress) -> int:
    return await refresh_near(tx, skills, lambda done, total: progress("relating skills", done, total))


async def _time(tx: Transaction, people: Sequence[str], today: date, progress: Progress) -> int:
    return await refresh_free_time(
        tx, people, today, lambda done, total: progress("working out free time", done, total)
    )
