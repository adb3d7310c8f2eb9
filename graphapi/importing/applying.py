"""Carries out a plan, all of it in one transaction; what is derived follows in the same one or right after it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from graphapi.changes.recording import record_change
from graphapi.errors import Conflict, Unavailable
from graphapi.graphdb.database import Database, Transaction
from graphapi.graphdb.queries import Statement
from graphapi.importing import writing_graph
from graphapi.importing.differences import ImportPlan, KindDifference, Writes
from graphapi.importing.finishing import Derived, derive, derive_in_steps, finish_imports, is_small
from graphapi.importing.model import Progress, no_progress
from graphapi.importing.taxonomy_difference import SOURCE
from graphapi.importing.writing_graph import Written
from graphapi.people.locking import lock_active_skills
from graphapi.relatedness.marking import evidence_changed
from graphapi.relatedness.relating import relate_changes
from graphapi.taxonomy.recording import record_clusters, record_relations, record_skills

WRITE_SECONDS = 3600.0
ROWS_A_STATEMENT = 10_000


class ImportOutdated(Conflict):
    """The map has changed since the plan was made, so that it cannot be carried out; nothing was written."""

    code = "IMPORT_OUTDATED"


class ImportTooLarge(Unavailable):
    """The database has too little memory to take the import in one piece; nothing was written."""

    code = "IMPORT_TOO_LARGE"


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did. near and free_time: relationships derived anew; policy_version: a new one, if any."""

    differences: tuple[KindDifference, ...]
    warnings: tuple[str, ...]
    near: int = 0
    free_time: int = 0
    policy_version: int | None = None


async def apply_import(
    database: Database, plan: ImportPlan, today: date, progress: Progress = no_progress
) -> ImportReport:
    """Writes the differences of the plan and nothing else; a plan without any does not touch the map.

    What an import says is there as a whole or not at all. What is derived from it comes in the same transaction
    when it is little; when it is much, batch by batch after it, and a run that was stopped there is made good by
    the next import or by `finish_imports`. What people have is evidence for relations, which follow last. today:
    where the horizon of free time begins when there is none yet.
    Raises ImportOutdated, ImportTooLarge, NotFound, SkillRetired, Unavailable; then nothing of it is written.
    """
    await finish_imports(database, today, progress)
    if not plan.changes_anything:
        await relate_changes(database, progress)
        return ImportReport(plan.differences, plan.warnings)
    people = sorted(plan.writes.other_time)

    async def work(tx: Transaction) -> tuple[list[str], Derived | None]:
        if await writing_graph.count_import(tx) != plan.imports_before:
            raise _outdated()
        touched = await _write_taxonomy(tx, plan.writes)
        await _write_said(_Writer(tx, progress), plan.writes)
        await record_change(tx, "people", plan.writes.ranked_people)
        await evidence_changed(tx, plan.writes.held_skills)
        if is_small(people, touched):
            return touched, await derive(tx, people, touched, today, progress)
        await writing_graph.mark_unfinished(tx, plan.imports_before)
        return touched, None

    try:
        touched, derived = await database.write("importing/apply", work, deadline_seconds=WRITE_SECONDS)
    except Unavailable as error:
        # The database's errors have no class for this, and only here is it known what to do about it.
        if "memory" in error.message:
            raise _too_large(plan.writes) from error
        raise
    if derived is None:
        derived = await derive_in_steps(database, people, touched, [plan.imports_before], today, progress)
    await relate_changes(database, progress)
    return ImportReport(plan.differences, plan.warnings, derived.near, derived.free_time, derived.policy_version)


def _outdated() -> ImportOutdated:
    return ImportOutdated("The map has changed since this import was planned; nothing was written. Plan it again.")


def _too_large(writes: Writes) -> ImportTooLarge:
    return ImportTooLarge(
        "The database has too little memory to take this import in one piece; nothing was written. Give it about "
        f"{heap_needed_mb(writes):,} MB of heap (GRAPHAPI_NEO4J_HEAP_MB for the embedded server), or import in parts: "
        "first people.csv and skills.csv alone, then the other files, each with some of the rows."
    )


def heap_needed_mb(writes: Writes) -> int:
    """About how much heap in MB the server needs to take these rows in one transaction; measured on Neo4j 5.26."""
    kilobytes = (
        8 * len(writes.new_people)
        + sum(len(row["skillIds"]) for row in (*writes.new_claims, *writes.targets))
        + 3 * (len(writes.new_patterns) + len(writes.new_goals) + len(writes.skills))
    )
    # Committing nearly doubles it, and a transaction may take 70 % of the heap.
    return 500 + round(kilobytes / 1000 * 1.9 / 0.7 / 100) * 100


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


async def _write_said(writer: _Writer, writes: Writes) -> None:
    await _write_people(writer, writes)
    await _write_claims(writer, writes)
    await _write_goals(writer, writes)
    await _write_availability(writer, writes)


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
