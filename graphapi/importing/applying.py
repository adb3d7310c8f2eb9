"""Carries out a plan: a small one in one transaction, a large one in parts, which a later run can finish."""

from collections import Counter
from dataclasses import dataclass

from graphapi.graphdb.faults import DatabaseOutOfMemory
from graphapi.importing import records_graph
from graphapi.importing.differences import KindDifference
from graphapi.importing.errors import ImportOutdated, ImportTooLarge
from graphapi.importing.finishing import REASON, Derived, alone, finish
from graphapi.importing.model import Progress, no_progress
from graphapi.importing.parts import in_parts
from graphapi.importing.remembering import remember
from graphapi.importing.staged import import_in_parts
from graphapi.importing.writes import ImportPlan
from graphapi.importing.writing import write_attributes, write_people, write_taxonomy, write_units
from graphapi.journal.edit import Edit, Editor
from graphapi.policy.versions import recount_specificity
from graphapi.relatedness.relating import relate_changes

_WRITE_SECONDS = 600.0


@dataclass(frozen=True, slots=True)
class Sizes:
    """In nodes and relationships, about: what one transaction takes at most, a part otherwise, and one statement."""

    at_once: int = 200_000
    a_part: int = 100_000
    a_statement: int = 20_000
    relations: int = 1_000


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did. near and free_time: relationships recomputed; policy_version: a new one, if any."""

    differences: tuple[KindDifference, ...]
    warnings: tuple[str, ...]
    near: int = 0
    free_time: int = 0
    policy_version: int | None = None


async def apply_import(
    editor: Editor,
    plan: ImportPlan,
    progress: Progress = no_progress,
    sizes: Sizes = Sizes(),
) -> ImportReport:
    """Writes the differences of the plan and nothing else; a plan without any does not touch what people said.

    A small import is there as a whole or not at all, with everything derived from it. A large one comes in parts:
    each person is there as a whole or as before, and a run that was stopped is finished by the next one of the same
    import. Imports wait for each other. What people have is evidence for relations, which follow last.
    Raises ImportOutdated, ImportTooLarge, ImportStopped, NotFound, SkillRetired, Unavailable.
    """
    async with alone(editor.database):
        await finish(editor, progress, but=plan.fingerprint)
        derived = await _write(editor, plan, progress, sizes)
        await remember(editor, plan.marks, progress)
    await relate_changes(editor, progress)
    return ImportReport(plan.differences, plan.warnings, derived.near, derived.free_time, derived.policy_version)


async def _write(editor: Editor, plan: ImportPlan, progress: Progress, sizes: Sizes) -> Derived:
    try:
        if plan.resumes or _is_large(plan, sizes):
            return await import_in_parts(editor, plan, sizes.a_part, progress)
        if not plan.changes_anything:
            return Derived()
        return await _at_once(editor, plan, progress, sizes)
    except DatabaseOutOfMemory as error:
        raise ImportTooLarge from error


def _is_large(plan: ImportPlan, sizes: Sizes) -> bool:
    return plan.writes.size > sizes.at_once or len(plan.writes.taxonomy.relations) > sizes.relations


async def _at_once(editor: Editor, plan: ImportPlan, progress: Progress, sizes: Sizes) -> Derived:
    writes = plan.writes

    async def work(e: Edit) -> tuple[Counter[str], int | None]:
        if await records_graph.count_import(e.tx) != plan.imports_before:
            raise ImportOutdated
        await write_taxonomy(e, writes.taxonomy)
        await write_units(e, writes.units)
        done = 0
        for part in in_parts(writes.people, sizes.a_statement):
            await write_people(e, part)
            done += len(part)
            progress("writing people", done, len(writes.people))
        await write_attributes(e, writes.attributes)
        progress("counting holders", 0, 0)
        return e.tally, await recount_specificity(e, REASON)

    tally, version = await editor.edit("import", work, progress=progress, deadline_seconds=_WRITE_SECONDS)
    return Derived(tally["nearness"], tally["free time"], version)
