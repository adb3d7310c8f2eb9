"""Imports ESCO in batches that can be repeated: the next run finishes one that was stopped.

Every batch compares with what is stored and writes the differences only, so that a second import changes nothing.
The source's state says `importing` from the first difference to the last derived relationship.
"""

from collections.abc import AsyncGenerator, Awaitable, Callable, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import TypeVar

from graphapi.derived.following import NearnessFollower
from graphapi.derived.nearness import derive_near_in_steps
from graphapi.esco import graph
from graphapi.esco.graph import SourceRow
from graphapi.esco.linking import Plan, plan_links
from graphapi.esco.model import ATTRIBUTION, NAME, Classification, Finding, Occupation, Progress, silent
from graphapi.esco.needing import record_occupations, record_uses
from graphapi.graphdb.database import Database, Transaction
from graphapi.journal.edit import Edit, Editor
from graphapi.policy.versions import recount_specificity
from graphapi.taxonomy.labelling import record_labels
from graphapi.taxonomy.other_ids import OtherId, bearers, record_other_ids
from graphapi.taxonomy.recording import record_clusters, record_placements, record_skills
from graphapi.taxonomy.relations import known_relations, record_relations
from graphapi.taxonomy.states import Changes, ClusterState, LabelState, SkillState

_STEP_SECONDS = 300.0
_SKILLS_A_STEP = 1_000
_OCCUPATIONS_A_STEP = 500
Item = TypeVar("Item")
Answer = TypeVar("Answer")


@dataclass(slots=True)
class EscoReport:
    """What an import changed, by kind of thing; near: how many NEAR relationships were recomputed."""

    source: SourceRow
    findings: tuple[Finding, ...]
    changes: dict[str, Changes] = field(default_factory=dict[str, Changes])
    near: int = 0
    resumed: bool = False
    dry_run: bool = False

    @property
    def changes_anything(self) -> bool:
        """True when something differs from what is stored."""
        return any(each.any for each in self.changes.values())

    def count(self, kind: str, changes: Changes) -> None:
        """Counts what a batch changed; what was written is in the journal and not kept here."""
        if not self.dry_run:
            changes.facts.clear()
        self.changes.setdefault(kind, Changes()).add(changes)


async def import_esco(
    editor: Editor,
    esco: Classification,
    progress: Progress = silent,
    *,
    dry_run: bool = False,
    distinct: Collection[str] = (),
) -> EscoReport:
    """Makes the map hold ESCO. Skills of earlier versions, and everything that is not ESCO's, stay.

    distinct: ids of skills that are something else than what ESCO calls by the same preferred label.

    Imports wait for each other. Relations by evidence are due then (`relate_changes`). Raises Unavailable; what was
    written by then stays, and the next import of the same files finishes it.
    """
    wanted = SourceRow(NAME, esco.version, ATTRIBUTION, esco.languages, "complete")
    database = editor.database
    async with _alone(database):
        before = await database.read("esco/source", lambda tx: graph.source(tx, NAME))
        plan = await database.read(
            "esco/plan", lambda tx: _plan(tx, esco, distinct), deadline_seconds=_STEP_SECONDS
        )
        if dry_run or before == wanted:
            seen = await _Import(editor, esco, plan, wanted, progress, writes=False).run()
            if dry_run or not seen.changes_anything:
                return seen
        importing = replace(wanted, state="importing")
        await editor.edit("beginEsco", lambda e: graph.save_source(e.tx, importing))
        return await _Import(
            editor,
            esco,
            plan,
            wanted,
            progress,
            writes=True,
            resumed=before is not None and before.state != "complete",
        ).run()


@asynccontextmanager
async def _alone(database: Database) -> AsyncGenerator[None]:
    """Keeps other imports of classifications waiting; the lock goes with this process, however it ends."""
    async with database.holding("esco/import") as tx:
        await graph.hold_imports(tx)
        yield


async def _plan(tx: Transaction, esco: Classification, distinct: Collection[str]) -> Plan:
    known = await graph.known_concepts(tx, [concept.uri for concept in esco.concepts], NAME)
    matching = await graph.matching_skills(tx, NAME)
    called = await bearers(tx, (each.preferred for concept in esco.concepts for each in concept.names.values()))
    return plan_links(esco, known, matching, await known_relations(tx), called, distinct)


class _Import:
    """One pass over everything: compares, and writes unless it only looks."""

    def __init__(
        self,
        editor: Editor,
        esco: Classification,
        plan: Plan,
        source: SourceRow,
        progress: Progress,
        *,
        writes: bool,
        resumed: bool = False,
    ) -> None:
        self._editor = editor
        self._esco = esco
        self._plan = plan
        self._progress = progress
        self._looks = not writes
        self._report = EscoReport(source, (*esco.findings, *plan.findings), resumed=resumed, dry_run=not writes)

    async def run(self) -> EscoReport:
        plan, report = self._plan, self._report
        await self._batch("clusters", plan.clusters, len(plan.clusters), self._clusters)
        await self._batch("skills", plan.skills, _SKILLS_A_STEP, self._skills)
        await self._batch("other ids", plan.other_ids, _SKILLS_A_STEP, self._other_ids)
        await self._label(plan.further_labels, self._esco.languages[1:])
        await self._label(plan.adopted_labels, self._esco.languages)
        await self._batch("placements", sorted(plan.placements), _SKILLS_A_STEP, self._placements)
        touched = await self._step("relations", self._relations)
        await self._batch("occupations", self._esco.occupations, _OCCUPATIONS_A_STEP, self._occupations)
        await self._batch("uses", sorted(set(plan.skill_of.values())), 5 * _SKILLS_A_STEP, self._uses)
        if self._looks:
            return report
        # A run that was stopped may have written relations without deriving what follows from them.
        near_of = None if report.resumed else touched
        if near_of is None or near_of:
            report.near = await derive_near_in_steps(
                self._editor, near_of, lambda done, total: self._progress("relating skills", done, total)
            )
        await self._editor.edit("finishEsco", self._finish, deadline_seconds=_STEP_SECONDS)
        return report

    async def _step(self, name: str, work: Callable[[Transaction, Edit | None], Awaitable[Answer]]) -> Answer:
        if self._looks:
            return await self._editor.database.read(
                f"esco/{name}", lambda tx: work(tx, None), deadline_seconds=_STEP_SECONDS
            )
        return await self._editor.edit("importEsco", lambda e: work(e.tx, e), deadline_seconds=_STEP_SECONDS)

    async def _batch(
        self,
        kind: str,
        items: Sequence[Item],
        size: int,
        record: Callable[[Transaction, Edit | None, Sequence[Item]], Awaitable[Changes]],
    ) -> None:
        stage = f"{'comparing' if self._looks else 'writing'} {kind}"
        for start in range(0, len(items), max(size, 1)):
            batch = items[start : start + size]
            self._report.count(kind, await self._step(kind, lambda tx, e, batch=batch: record(tx, e, batch)))
            self._progress(stage, start + len(batch), len(items))

    async def _clusters(self, tx: Transaction, e: Edit | None, batch: Sequence[ClusterState]) -> Changes:
        return await record_clusters(tx, batch, e)

    async def _skills(self, tx: Transaction, e: Edit | None, batch: Sequence[SkillState]) -> Changes:
        return await record_skills(tx, batch, e)

    async def _other_ids(self, tx: Transaction, e: Edit | None, batch: Sequence[OtherId]) -> Changes:
        return await record_other_ids(tx, batch, NAME, e)

    async def _label(self, labels: Mapping[str, Sequence[LabelState]], languages: Sequence[str]) -> None:
        async def record(tx: Transaction, e: Edit | None, batch: Sequence[str]) -> Changes:
            wanted = {skill_id: labels[skill_id] for skill_id in batch}
            return await record_labels(tx, wanted, NAME, languages, e)

        await self._batch("labels", sorted(labels), _SKILLS_A_STEP, record)

    async def _placements(self, tx: Transaction, e: Edit | None, batch: Sequence[str]) -> Changes:
        wanted = {skill_id: self._plan.placements[skill_id] for skill_id in batch}
        return await record_placements(tx, wanted, NAME, e)

    async def _relations(self, tx: Transaction, e: Edit | None) -> list[str]:
        changes, touched = await record_relations(
            tx, self._plan.relations, NAME, e=e, replace=True, among=self._plan.related
        )
        if e is not None:
            # The source says that it is not complete, and nearness is derived in steps before it is.
            e.postpone(NearnessFollower.name)
        self._report.count("relations", changes)
        self._progress("relating skills", 0, 0)
        return touched

    async def _occupations(self, tx: Transaction, e: Edit | None, batch: Sequence[Occupation]) -> Changes:
        needs, occupations = await record_occupations(tx, batch, self._plan.skill_of, dry_run=e is None)
        self._report.count("needs", needs)
        return occupations

    async def _uses(self, tx: Transaction, e: Edit | None, batch: Sequence[str]) -> Changes:
        return await record_uses(tx, self._esco.uses, self._plan.skill_of, batch, dry_run=e is None)

    async def _finish(self, e: Edit) -> None:
        await recount_specificity(e, "ESCO imported")
        e.derived("classification.complete", [NAME])
        await graph.save_source(e.tx, self._report.source)
