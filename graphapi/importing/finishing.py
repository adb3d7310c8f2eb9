"""Derives what follows from an import, and keeps the record of large ones that are under way or were stopped."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date

from graphapi.availability.deriving import refresh_free_time
from graphapi.derived.nearness import refresh_near, refresh_near_in_steps
from graphapi.graphdb.database import Database, Transaction
from graphapi.importing import records_graph
from graphapi.importing.model import Progress, no_progress
from graphapi.importing.records_graph import UnfinishedImport
from graphapi.policy.versions import recount_specificity

_STEP_SECONDS = 600.0
_BUSY_SECONDS = 2.0
_REASON = "import"


@dataclass(frozen=True, slots=True)
class Derived:
    """How many relationships were derived, and the version of the policy when there is a new one."""

    near: int = 0
    free_time: int = 0
    policy_version: int | None = None


async def derive(
    tx: Transaction, people: Sequence[str], skills: Sequence[str], today: date, progress: Progress
) -> Derived:
    """NEAR around the skills, free time of the people, and the counts of holders."""
    near = free_time = 0
    if skills:
        near = await refresh_near(tx, skills, lambda done, total: progress("relating skills", done, total))
    if people:
        free_time = await refresh_free_time(
            tx, people, today, lambda done, total: progress("working out free time", done, total)
        )
    progress("counting holders", 0, 0)
    return Derived(near, free_time, await recount_specificity(tx, _REASON))


@asynccontextmanager
async def alone(database: Database, *, patience_seconds: float | None = None) -> AsyncGenerator[None]:
    """Keeps other imports of people waiting; the lock goes with this process, however it ends.

    Raises TimeoutError when somebody else holds it for longer than the patience; None waits.
    """
    async with database.holding("importing/people") as lock:
        async with asyncio.timeout(patience_seconds):
            await records_graph.hold_imports(lock)
        yield


async def unfinished_imports(database: Database) -> list[UnfinishedImport]:
    """The large imports that are under way or were stopped."""
    return await database.read("importing/unfinished", records_graph.unfinished_imports)


def in_words(unfinished: UnfinishedImport) -> str:
    """What people should know of it."""
    begun = f"An import of people that began on {unfinished.started_at:%Y-%m-%d at %H:%M} UTC is unfinished"
    if not unfinished.left:
        return f"{begun}: everybody is there, but not all that follows."
    return (
        f"{begun}: {unfinished.written:,} of {unfinished.people:,} people are there. "
        "Unless it is under way, run the same import again."
    )


async def finish_imports(database: Database, progress: Progress = no_progress) -> bool:
    """Derives what stopped imports have left undone, unless one is under way; says whether it did anything.

    People whom they have not written need their files: that takes the same import once more.
    """
    if not any(each.due or not each.left for each in await unfinished_imports(database)):
        return False
    try:
        async with alone(database, patience_seconds=_BUSY_SECONDS):
            return await finish(database, progress)
    except TimeoutError:
        return False


async def finish(database: Database, progress: Progress, *, but: str | None = None) -> bool:
    """The same, for who is alone already; the import of the fingerprint `but` is left to its own end."""
    finished = False
    for each in await unfinished_imports(database):
        if each.id == but:
            continue
        if each.due:
            await relate(database, each.id, None, progress)
        if not each.left:
            await complete(database, each.id, progress)
        finished = finished or each.due or not each.left
    return finished


async def relate(database: Database, import_id: str, skills: Sequence[str] | None, progress: Progress) -> int:
    """NEAR around the skills, None being all, in steps; returns how many there are."""
    near = await refresh_near_in_steps(
        database, skills, lambda done, total: progress("relating skills", done, total)
    )
    await database.write("importing/related", lambda tx: records_graph.relations_derived(tx, import_id))
    return near


async def complete(database: Database, import_id: str, progress: Progress) -> int | None:
    """Counts holders and forgets the import; returns the version of the policy when there is a new one."""

    async def work(tx: Transaction) -> int | None:
        version = await recount_specificity(tx, _REASON)
        await records_graph.forget_import(tx, import_id)
        return version

    progress("counting holders", 0, 0)
    return await database.write("importing/complete", work, deadline_seconds=_STEP_SECONDS)


async def give_up_imports(database: Database, progress: Progress = no_progress) -> int:
    """Forgets large imports that were stopped, once what follows from their people is right; returns how many.

    The people whom they wrote stay. Waits for an import that is under way.
    """
    async with alone(database):
        await finish(database, progress)
        left = await unfinished_imports(database)
        for each in left:
            await complete(database, each.id, progress)
    return len(left)
