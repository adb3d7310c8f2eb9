"""Carries out a plan: a small one in one transaction, a large one in parts that a later run can take up again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from graphapi.graphdb.database import Database, Transaction
from graphapi.graphdb.faults import DatabaseOutOfMemory
from graphapi.importing import writing_graph
from graphapi.importing.differences import ImportPlan, KindDifference
from graphapi.importing.errors import ImportOutdated, ImportTooLarge
from graphapi.importing.finishing import Derived, alone, derive, finish
from graphapi.importing.model import Progress, no_progress
from graphapi.importing.parts import size_of
from graphapi.importing.staged import import_in_parts
from graphapi.importing.writing import Writer, write_said, write_taxonomy
from graphapi.journal.evidence import evidence_changed
from graphapi.journal.recording import record_change
from graphapi.relatedness.relating import relate_changes

_WRITE_SECONDS = 600.0


@dataclass(frozen=True, slots=True)
class Sizes:
    """In nodes and relationships, about: what one transaction takes at most, and how large a part is otherwise."""

    at_once: int = 200_000
    a_part: int = 100_000
    relations: int = 1_000


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did. near and free_time: relationships derived anew; policy_version: a new one, if any."""

    differences: tuple[KindDifference, ...]
    warnings: tuple[str, ...]
    near: int = 0
    free_time: int = 0
    policy_version: int | None = None


async def apply_import(
    database: Database,
    plan: ImportPlan,
    today: date,
    progress: Progress = no_progress,
    sizes: Sizes = Sizes(),
) -> ImportReport:
    """Writes the differences of the plan and nothing else; a plan without any does not touch what people said.

    A small import is there as a whole or not at all, with everything derived from it. A large one comes in parts:
    each person is there as a whole or as before, and a run that was stopped is taken up by the next one of the same
    import. Imports wait for each other. What people have is evidence for relations, which follow last. today: where
    the horizon of free time begins when there is none yet.
    Raises ImportOutdated, ImportTooLarge, ImportStopped, NotFound, SkillRetired, Unavailable.
    """
    async with alone(database):
        await finish(database, progress, but=plan.fingerprint)
        derived = await _write(database, plan, today, progress, sizes)
    await relate_changes(database, progress)
    return ImportReport(plan.differences, plan.warnings, derived.near, derived.free_time, derived.policy_version)


async def _write(database: Database, plan: ImportPlan, today: date, progress: Progress, sizes: Sizes) -> Derived:
    try:
        if plan.resumes or _is_large(plan, sizes):
            return await import_in_parts(database, plan, sizes.a_part, today, progress)
        if not plan.changes_anything:
            return Derived()
        return await _at_once(database, plan, today, progress)
    except DatabaseOutOfMemory as error:
        raise ImportTooLarge from error


def _is_large(plan: ImportPlan, sizes: Sizes) -> bool:
    return size_of(plan.writes) > sizes.at_once or len(plan.writes.relations) > sizes.relations


async def _at_once(database: Database, plan: ImportPlan, today: date, progress: Progress) -> Derived:
    people: Sequence[str] = sorted(plan.writes.other_time)

    async def work(tx: Transaction) -> Derived:
        if await writing_graph.count_import(tx) != plan.imports_before:
            raise ImportOutdated
        touched = await write_taxonomy(tx, plan.writes)
        await write_said(Writer(tx, progress), plan.writes)
        await record_change(tx, "people", plan.writes.ranked_people)
        await evidence_changed(tx, plan.writes.held_skills)
        return await derive(tx, people, touched, today, progress)

    return await database.write("importing/apply", work, deadline_seconds=_WRITE_SECONDS)
