"""Derives what follows from an import, and keeps the record of large ones that are under way or were stopped."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

from graphapi.derived.nearness import derive_near_in_steps
from graphapi.graphdb.database import Database
from graphapi.importing import records_graph
from graphapi.importing.model import Progress, no_progress
from graphapi.importing.records_graph import UnfinishedImport
from graphapi.journal.edit import Edit, Editor
from graphapi.policy.versions import recount_specificity

_STEP_SECONDS = 600.0
_BUSY_SECONDS = 2.0
REASON = "import"


@dataclass(frozen=True, slots=True)
class Derived:
    """How many relationships were derived, and the version of the policy when there is a new one."""

    near: int = 0
    free_time: int = 0
    policy_version: int | None = None


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
        return f"{begun}: all people are written, but not everything derived from them."
    return (
        f"{begun}: {unfinished.written:,} of {unfinished.people:,} people are written. If it is not running, "
        "run the same import again."
    )


async def finish_imports(editor: Editor, progress: Progress = no_progress) -> bool:
    """Derives what stopped imports have left undone, unless one is under way; says whether it did anything.

    People whom they have not written need their files: that takes the same import once more.
    """
    if not any(each.due or not each.left for each in await unfinished_imports(editor.database)):
        return False
    try:
        async with alone(editor.database, patience_seconds=_BUSY_SECONDS):
            return await finish(editor, progress)
    except TimeoutError:
        return False


async def finish(editor: Editor, progress: Progress, *, but: str | None = None) -> bool:
    """The same, for who is alone already; the import of the fingerprint `but` is left to its own end."""
    finished = False
    for each in await unfinished_imports(editor.database):
        if each.id == but:
            continue
        if each.due:
            await relate(editor, each.id, None, progress)
        if not each.left:
            await complete(editor, each.id, progress)
        finished = finished or each.due or not each.left
    return finished


async def relate(editor: Editor, import_id: str, skills: Sequence[str] | None, progress: Progress) -> int:
    """NEAR around the skills, None being all, in steps; returns how many there are."""
    near = await derive_near_in_steps(editor, skills, lambda done, total: progress("relating skills", done, total))
    await editor.edit("finishRelating", lambda e: records_graph.relations_derived(e.tx, import_id))
    return near


async def complete(editor: Editor, import_id: str, progress: Progress) -> int | None:
    """Counts holders and forgets the import; returns the version of the policy when there is a new one."""

    async def work(e: Edit) -> int | None:
        version = await recount_specificity(e, REASON)
        await records_graph.forget_import(e.tx, import_id)
        return version

    progress("counting holders", 0, 0)
    return await editor.edit("completeImport", work, deadline_seconds=_STEP_SECONDS)


async def give_up_imports(editor: Editor, progress: Progress = no_progress) -> int:
    """Forgets large imports that were stopped, once what follows from their people is right; returns how many.

    The people whom they wrote stay. Waits for an import that is under way.
    """
    async with alone(editor.database):
        await finish(editor, progress)
        left = await unfinished_imports(editor.database)
        for each in left:
            await complete(editor, each.id, progress)
    return len(left)
