"""Writes the rows of a plan, batch by batch, and makes sure that each had its effect."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from graphapi.graphdb.database import Transaction
from graphapi.graphdb.queries import Statement
from graphapi.importing import writing_graph
from graphapi.importing.differences import Writes
from graphapi.importing.errors import ImportOutdated
from graphapi.importing.model import SOURCE, Progress
from graphapi.importing.skills_file import LANGUAGE
from graphapi.importing.writing_graph import Written
from graphapi.journal.edit import Edit
from graphapi.people.locking import lock_active_skills
from graphapi.taxonomy.other_ids import forget_other_ids, record_other_ids
from graphapi.taxonomy.recording import record_clusters, record_labels, record_relations, record_skills

ROWS_A_STATEMENT = 10_000


@dataclass(slots=True)
class Writer:
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
            raise ImportOutdated


async def write_taxonomy(e: Edit, writes: Writes) -> list[str]:
    """Writes clusters, skills and relations; returns the skills whose relations changed."""
    await record_clusters(e.tx, writes.clusters, e)
    await forget_other_ids(e, writes.own_ids)
    await record_skills(e.tx, writes.skills, e)
    await record_other_ids(e.tx, writes.other_ids, SOURCE, e)
    await record_labels(e.tx, writes.other_labels, SOURCE, [LANGUAGE], e)
    if not writes.relations:
        return []
    _, touched = await record_relations(e.tx, writes.relations, SOURCE, e=e)
    return touched


def say_what_changed(e: Edit, writes: Writes) -> None:
    """Tells the edit what changes about people who were there before."""
    for changes in writes.facts.values():
        e.changes.extend(changes)


async def write_said(writer: Writer, writes: Writes) -> None:
    """What the rows say of people; units and functions included."""
    await write_units(writer, writes)
    await _write_people(writer, writes)
    await _write_claims(writer, writes)
    await _write_goals(writer, writes)
    await _write_availability(writer, writes)


async def write_units(writer: Writer, writes: Writes) -> None:
    """Units, how they nest, and functions."""
    tx = writer.tx
    if writes.functions and await writing_graph.create_functions(tx, writes.functions) != len(writes.functions):
        raise ImportOutdated
    await writer.write("creating units", writing_graph.CREATE_UNITS, writes.units)
    await writer.write("nesting units", writing_graph.NEST_UNITS, writes.unit_parents)


async def _write_people(writer: Writer, writes: Writes) -> None:
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


async def _write_claims(writer: Writer, writes: Writes) -> None:
    # Goals gain skills too; one lock for both, in one order for all editors.
    await lock_active_skills(writer.tx, [(skill_id, ()) for skill_id in writes.claimed_skills])
    await writer.write("writing claims", writing_graph.CREATE_CLAIMS, writes.new_claims, count="skillIds")
    await writer.write("changing claims", writing_graph.CHANGE_CLAIMS, writes.changed_claims)


async def _write_goals(writer: Writer, writes: Writes) -> None:
    await writer.write("creating goals", writing_graph.CREATE_GOALS, writes.new_goals)
    await writer.write("changing goals", writing_graph.CHANGE_GOALS, writes.changed_goals)
    await writer.write("aiming goals", writing_graph.REPLACE_TARGETS, writes.targets, count="skillIds")


async def _write_availability(writer: Writer, writes: Writes) -> None:
    for start in range(0, len(writes.lost_patterns), ROWS_A_STATEMENT):
        batch = [row["id"] for row in writes.lost_patterns[start : start + ROWS_A_STATEMENT]]
        if await writing_graph.remove_patterns(writer.tx, batch) != len(batch):
            raise ImportOutdated
    await writer.write("writing availability", writing_graph.CREATE_PATTERNS, writes.new_patterns)
