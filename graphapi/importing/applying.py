"""Carries out a plan: all of it in one transaction, and what is derived follows in the same one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from graphapi.availability.deriving import refresh_free_time
from graphapi.errors import Conflict
from graphapi.graphdb.database import Database, Transaction
from graphapi.graphdb.queries import Statement
from graphapi.importing import writing_graph
from graphapi.importing.differences import ImportPlan, KindDifference, Writes
from graphapi.importing.model import Progress, no_progress
from graphapi.importing.taxonomy_difference import SOURCE
from graphapi.importing.writing_graph import Written
from graphapi.matching.policies import recount_specificity
from graphapi.people.locking import lock_active_skills
from graphapi.taxonomy.nearness import refresh_near
from graphapi.taxonomy.recording import record_clusters, record_relations, record_skills

WRITE_SECONDS = 3600.0
ROWS_A_STATEMENT = 10_000


class ImportOutdated(Conflict):
    """The map has changed since the plan was made, so that it cannot be carried out; nothing was written."""

    code = "IMPORT_OUTDATED"


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did. near and free_time: relationships derived anew; policy_version: when it is a new one."""

    differences: tuple[KindDifference, ...]
    warnings: tuple[str, ...]
    near: int = 0
    free_time: int = 0
    policy_version: int | None = None


async def apply_import(
    database: Database, plan: ImportPlan, today: date, progress: Progress = no_progress
) -> ImportReport:
    """Writes the differences of the plan and nothing else; a plan without any does not touch the map.

    today: where the horizon of free time begins when there is none yet.
    Raises ImportOutdated, SkillRetired, Unavailable; then nothing is written.
    """
    if not plan.changes_anything:
        return ImportReport(plan.differences, plan.warnings)

    async def work(tx: Transaction) -> ImportReport:
        if await writing_graph.count_import(tx) != plan.imports_before:
            raise _outdated()
        writer = _Writer(tx, progress)
        touched = await _write_taxonomy(tx, plan.writes)
        await _write_people(writer, plan.writes)
        await _write_claims(writer, plan.writes)
        await _write_goals(writer, plan.writes)
        await _write_availability(writer, plan.writes)
        return await _derive(tx, plan, touched, today, progress)

    return await database.write("importing/apply", work, deadline_seconds=WRITE_SECONDS)


def _outdated() -> ImportOutdated:
    return ImportOutdated("The map has changed since this import was planned; nothing was written. Plan it again.")


@dataclass(slots=True)
class _Writer:
    """Writes rows batch by batch and makes sure that each had its effect."""

    tx: Transaction
    progress: Progress

    async def write(
        self,
        stage: str,
        writing: Statement[Written],
        rows: Sequence[dict[str, Any]],
        *,
        count: str | None = None,
        effects: int | None = None,
    ) -> None:
        """`count` names a list in each row whose entries count as rows; `effects` is what to expect, if not all.

        Raises ImportOutdated.
        """
        sizes = [len(row[count]) if count else 1 for row in rows]
        total, written, done = sum(sizes), 0, 0
        batch: list[dict[str, Any]] = []
        waiting = 0
        for row, size in zip(rows, sizes, strict=True):
            batch.append(row)
            waiting += size
            if waiting >= ROWS_A_STATEMENT:
                written += await writing_graph.write_rows(self.tx, writing, batch)
                done += waiting
                batch, waiting = [], 0
                self.progress(stage, done, total)
        if batch:
            written += await writing_graph.write_rows(self.tx, writing, batch)
            self.progress(stage, total, total)
        if written != (total if effects is None else effects):
            raise _outdated()


async def _write_taxonomy(tx: Transaction, writes: Writes) -> list[str]:
    """Returns the skills whose relations changed."""
    await record_clusters(tx, writes.clusters)
    await record_skills(tx, writes.skills)
    if not writes.relations:
        return []
    _, touched = await record_relations(tx, writes.relations, SOURCE)
    return touched


async def _write_people(writer: _Writer, writes: Writes) -> None:
    tx = writer.tx
    for names, create in (
        (writes.units, writing_graph.create_units),
        (writes.functions, writing_graph.create_functions),
    ):
        if names and await create(tx, names) != len(names):
            raise _outdated()
    await writer.write("nesting units", writing_graph.NEST_UNITS, writes.unit_parents)
    await writer.write("creating people", writing_graph.CREATE_PEOPLE, writes.new_people)
    changed = list(writes.changed_people.values())
    await writer.write("changing people", writing_graph.CHANGE_PEOPLE, changed)
    for stage, writing, rows in (
        ("placing people in units", writing_graph.PLACE_IN_UNITS, writes.units_of),
        ("giving people functions", writing_graph.GIVE_FUNCTIONS, writes.functions_of),
        ("drawing reporting lines", writing_graph.SET_MANAGERS, writes.managers_of),
    ):
        effects = sum(row["other"] is not None for row in rows)
        await writer.write(stage, writing, rows, effects=effects)


async def _write_claims(writer: _Writer, writes: Writes) -> None:
    # Goals gain skills too; one lock for both, in one order for all editors.
    await lock_active_skills(writer.tx, [(skill_id, ()) for skill_id in writes.claimed_skills])
    await writer.write("writing claims", writing_graph.CREATE_CLAIMS, writes.new_claims, count="skillIds")
    await writer.write("changing claims", writing_graph.CHANGE_CLAIMS, writes.changed_claims)


async def _write_goals(writer: _Writer, writes: Writes) -> None:
    await writer.write("creating goals", writing_graph.CREATE_GOALS, writes.new_goals)
    await writer.write("changing goals", writing_graph.CHANGE_GOALS, writes.changed_goals)
    await writer.write("aiming goals", writing_graph.REPLACE_TARGETS, writes.targets, count="skillIds")


async def _write_availability(writer: _Writer, writes: Writes) -> None:
    for start in range(0, len(writes.lost_patterns), ROWS_A_STATEMENT):
        batch = writes.lost_patterns[start : start + ROWS_A_STATEMENT]
        if await writing_graph.remove_patterns(writer.tx, batch) != len(batch):
            raise _outdated()
    await writer.write("writing availability", writing_graph.CREATE_PATTERNS, writes.new_patterns)


async def _derive(
    tx: Transaction, plan: ImportPlan, touched: Sequence[str], today: date, progress: Progress
) -> ImportReport:
    near = free_time = 0
    if touched:
        near = await refresh_near(tx, touched, lambda done, total: progress("relating skills", done, total))
    people = sorted(plan.writes.other_time)
    if people:
        free_time = await refresh_free_time(
            tx, people, today, lambda done, total: progress("working out free time", done, total)
        )
    progress("counting holders", 0, 0)
    version = await recount_specificity(tx, "import")
    return ImportReport(plan.differences, plan.warnings, near, free_time, version)
