"""Writes a large import in parts of whole people, each part a transaction, and remembers how far it has come.

Readers see each person as before or with everything that the import says, free half-hours included; what compares
people with each other (how rare a skill is) follows when everybody is there.
"""

import asyncio
from collections import Counter, deque
from collections.abc import AsyncGenerator, Iterable, Sequence
from contextlib import aclosing
from dataclasses import dataclass

from graphapi.derived.following import NearnessFollower
from graphapi.errors import Unavailable
from graphapi.graphdb.faults import DatabaseOutOfMemory
from graphapi.importing import records_graph
from graphapi.importing.errors import ImportOutdated, ImportStopped
from graphapi.importing.finishing import Derived, complete, relate
from graphapi.importing.model import Progress
from graphapi.importing.parts import in_parts
from graphapi.importing.writes import ImportPlan, PersonWrites
from graphapi.importing.writing import write_attributes, write_people, write_taxonomy, write_units
from graphapi.journal.edit import Edit, Editor

_BEGIN_SECONDS = 600.0
_PART_SECONDS = 300.0
# The rows of one are packed while the one before it is stored.
_PARTS_AT_A_TIME = 2


@dataclass(slots=True)
class _Staged:
    """One run of a large import."""

    editor: Editor
    plan: ImportPlan
    progress: Progress

    async def begin(self, people: int) -> tuple[bool, list[str]]:
        """The taxonomy, units and functions.

        Returns whether NEAR is due since an earlier run, and otherwise around which skills it is.
        """
        plan = self.plan

        async def work(e: Edit) -> tuple[bool, list[str]]:
            tx = e.tx
            known = {each.id: each for each in await records_graph.unfinished_imports(tx)}
            before = known.get(plan.fingerprint)
            # An import that goes on counts once.
            if await records_graph.count_import(tx, 0 if before else 1) != plan.imports_before:
                raise ImportOutdated
            touched = await write_taxonomy(e, plan.writes.taxonomy)
            # The import's own record says that nearness is due.
            e.postpone(NearnessFollower.name)
            await write_units(e, plan.writes.units)
            await write_attributes(e, plan.writes.attributes)
            await records_graph.begin_import(tx, plan.fingerprint, people, due=bool(touched))
            return before is not None and before.due, touched

        return await self.editor.edit("beginImport", work, deadline_seconds=_BEGIN_SECONDS)

    async def write(self, part: Sequence[PersonWrites], before: asyncio.Task[int] | None) -> int:
        """Everything of these people; returns how many half-hours were derived.

        It begins when the part `before` is stored: two parts lock the same skills, and the one that waits here would
        keep the other waiting there.
        """
        if before is not None:
            await before

        async def work(e: Edit) -> Counter[str]:
            await write_people(e, part)
            await records_graph.count_written(e.tx, self.plan.fingerprint, len(part))
            return e.tally

        return (await self.editor.edit("importPart", work, deadline_seconds=_PART_SECONDS))["free time"]

    async def write_all(self, parts: Iterable[Sequence[PersonWrites]]) -> AsyncGenerator[tuple[int, int]]:
        """Yields for each part how many people and half-hours it wrote, in their order."""
        under_way: deque[tuple[int, asyncio.Task[int]]] = deque()
        try:
            for part in parts:
                before = under_way[-1][1] if under_way else None
                under_way.append((len(part), asyncio.create_task(self.write(part, before))))
                if len(under_way) == _PARTS_AT_A_TIME:
                    people, task = under_way[0]
                    yield people, await task
                    under_way.popleft()
            for people, task in under_way:
                yield people, await task
        finally:
            for _, task in under_way:
                task.cancel()
            await asyncio.gather(*(task for _, task in under_way), return_exceptions=True)


async def import_in_parts(editor: Editor, plan: ImportPlan, part_size: int, progress: Progress) -> Derived:
    """Writes it, or what is left of it. Raises ImportStopped with what is there kept, and ImportOutdated."""
    people = len(plan.writes.people)
    run = _Staged(editor, plan, progress)
    due, touched = await run.begin(people)
    done = near = free_time = 0
    try:
        if due or touched:
            near = await relate(editor, plan.fingerprint, None if due else touched, progress)
        async with aclosing(run.write_all(in_parts(plan.writes.people, part_size))) as written:
            async for of_part, slots in written:
                done, free_time = done + of_part, free_time + slots
                progress("writing people", done, people)
        return Derived(near, free_time, await complete(editor, plan.fingerprint, progress))
    except DatabaseOutOfMemory:
        raise
    except (Unavailable, ImportOutdated) as error:
        reason = "The map has changed in the meantime." if isinstance(error, ImportOutdated) else error.message
        raise ImportStopped(reason, people - done) from error
