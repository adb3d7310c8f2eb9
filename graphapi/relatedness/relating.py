"""Relates skills by evidence: all of them, or only those around which something has changed.

RELATED with the source `evidence`, and CROWDED, are derived and written only here. What the starter taxonomy, an
import or a curator has related is left alone, and so are a skill and its own ancestors.
"""

from collections.abc import AsyncGenerator, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass, replace
from typing import TypeAlias

from graphapi.derived.nearness import derive_near_in_steps
from graphapi.graphdb.database import Database, Transaction
from graphapi.journal.edit import Edit, Editor, Progress, unwatched
from graphapi.relatedness import graph
from graphapi.relatedness.graph import StoredEvidence
from graphapi.relatedness.loading import Places, load_evidence, load_evidence_about, load_places
from graphapi.relatedness.marks import evidence_changes, forget_changes
from graphapi.relatedness.model import Parts
from graphapi.relatedness.naming import Evidence
from graphapi.relatedness.web import Pair, kept, mend, pairs_of, partners

Stored: TypeAlias = dict[tuple[str, str], tuple[str, Parts]]

# Mending compares a changed skill with thousands of others; beyond this share, recomputing everything is faster.
MOST_MENDED = 0.03
_SECONDS = 900.0
_ROWS_A_STATEMENT = 5_000
_SKILLS_A_TURN = 500


@dataclass(frozen=True, slots=True)
class RelateReport:
    """What relating did. skills: how many take part; related and crowded: relations there are now; written and
    removed: how many of both differed from before; near: NEAR relationships recomputed.
    """

    skills: int
    related: int
    crowded: int
    written: int
    removed: int
    near: int


async def relate(editor: Editor, progress: Progress = unwatched) -> RelateReport:
    """Recomputes all relations, writes those that differ, and derives NEAR around them.

    Relations change in one transaction and NEAR in steps after it; a run that is stopped in between is finished by
    the next one. Runs wait for each other. Raises Unavailable.
    """
    async with _alone(editor.database):
        return await _run(editor, progress, full=True)


async def relate_changes(editor: Editor, progress: Progress = unwatched) -> RelateReport | None:
    """The same around what has changed since the last time (`marking`); None when nothing has. Raises Unavailable."""
    if not await relations_wait(editor.database):
        return None
    async with _alone(editor.database):
        # Somebody else may have seen to it while this one waited.
        waiting = await relations_wait(editor.database)
        return await _run(editor, progress, full=False) if waiting else None


async def relations_wait(database: Database) -> bool:
    """Whether something has changed since relations were last computed. Raises Unavailable."""
    return await database.read("relatedness/waiting", _anything_to_do)


@asynccontextmanager
async def _alone(database: Database) -> AsyncGenerator[None]:
    """Keeps other runs waiting; the lock goes with this process, however it ends."""
    async with database.holding("relatedness/relating") as lock:
        await graph.hold_relating(lock)
        yield


async def _run(editor: Editor, progress: Progress, *, full: bool) -> RelateReport:
    report, touched = await editor.edit(
        "relate", lambda e: _relate(e, progress, full=full), deadline_seconds=_SECONDS
    )
    if touched is not None and not touched:
        return report
    near = await derive_near_in_steps(
        editor, touched, lambda done, total: progress("deriving nearness", done, total), ends=True
    )
    await editor.edit("finishRelating", lambda e: graph.set_due(e.tx, due=False))
    return replace(report, near=near)


async def _anything_to_do(tx: Transaction) -> bool:
    return bool(await evidence_changes(tx)) or await graph.relatedness_due(tx)


async def _relate(e: Edit, progress: Progress, *, full: bool) -> tuple[RelateReport, list[str] | None]:
    """Returns also the skills around which NEAR is due; None: all."""
    tx = e.tx
    due = await graph.hold_relatedness(tx)
    # What is recorded later may be in the evidence already; then it is looked at once more, which changes nothing.
    changes = await evidence_changes(tx)
    progress("reading the evidence", 0, 0)
    places = await load_places(tx)
    stored = by_pair(await graph.evidence(tx))
    changed = {skill for change in changes for skill in change.skill_ids}
    if full or any(change.everything for change in changes) or len(changed) > MOST_MENDED * len(places.skills):
        pairs = all_pairs(await load_evidence(tx, places), progress)
    else:
        pairs = await _mended(tx, places, stored, changed)
    progress("writing relations", 0, 0)
    report, touched = await _write(tx, places, pairs, stored)
    await graph.set_due(tx, due=due or bool(touched))
    await forget_changes(tx, changes)
    e.derived("evidence.relations", touched)
    return report, None if due else touched


async def _mended(tx: Transaction, places: Places, stored: Stored, changed: set[str]) -> dict[Pair, Parts]:
    """The web after something about these skills has changed, with what stands below them."""
    ids = places.with_narrower(changed)
    gone = {skill for pair in stored for skill in pair if skill not in places.numbers}
    before = {
        (places.numbers[a], places.numbers[b]): parts
        for (a, b), (_, parts) in stored.items()
        if a not in gone and b not in gone
    }
    touched = {places.numbers[skill] for skill in ids if skill in places.numbers}
    left_behind = {
        places.numbers[skill] for pair in stored if gone & set(pair) for skill in pair if skill not in gone
    }
    evidence = await load_evidence_about(tx, places, touched | left_behind | partners(before, touched))
    return mend(evidence, before, touched, left_behind)


async def stored_relations(tx: Transaction) -> Stored:
    """What is stored of the evidence: by pair of ids, the kind of relation and its parts."""
    return by_pair(await graph.evidence(tx))


async def wrong_relatedness(tx: Transaction) -> list[str]:
    """Recomputes all relations in memory and compares them with what is stored; says in words what differs."""
    stored = by_pair(await graph.evidence(tx))
    places = await load_places(tx)
    if not stored and not places.skills:
        return []
    right = _rows(places, all_pairs(await load_evidence(tx, places), unwatched))
    differences = [
        f"evidence between skills {a} and {b} is {_said(stored.get((a, b)))}, should be {_said(right.get((a, b)))}"
        for a, b in sorted(stored.keys() | right.keys())
        if stored.get((a, b)) != right.get((a, b))
    ]
    if differences and (not stored or await evidence_changes(tx)):
        return [f"{len(differences)} relations do not follow the evidence yet; run: graphapi relate"]
    return differences


def all_pairs(evidence: Evidence, progress: Progress) -> dict[Pair, Parts]:
    """The web over all skills."""
    named: dict[int, dict[int, Parts]] = {}
    total = len(evidence.skills)
    for skill in range(total):
        named[skill] = evidence.named_by(skill)
        if skill % _SKILLS_A_TURN == 0:
            progress("relating skills", skill, total)
    return pairs_of(named)


def by_pair(found: Iterable[StoredEvidence]) -> Stored:
    """Stored evidence by its two skills: the kind of relation, and its parts."""
    return {
        (each.a, other): (kind, Parts(strength, hierarchy, occupations, holders))
        for each in found
        for other, kind, strength, hierarchy, occupations, holders in each.others
    }


def _rows(places: Places, pairs: Mapping[Pair, Parts]) -> Stored:
    """The web as it is to be stored."""
    strongest = kept(pairs)
    skills = places.skills
    return {
        (skills[a], skills[b]): ("RELATED" if (a, b) in strongest else "CROWDED", parts)
        for (a, b), parts in pairs.items()
    }


async def _write(
    tx: Transaction, places: Places, pairs: Mapping[Pair, Parts], stored: Stored
) -> tuple[RelateReport, list[str]]:
    """Writes the differences; returns also the skills whose RELATED has changed."""
    right = _rows(places, pairs)
    new = {pair: each for pair, each in right.items() if stored.get(pair) != each}
    lost = {pair: each for pair, each in stored.items() if pair not in right or right[pair][0] != each[0]}
    gone = [{"a": a, "b": b, "kind": kind} for (a, b), (kind, _) in lost.items()]
    for start in range(0, len(gone), _ROWS_A_STATEMENT):
        await graph.remove_evidence(tx, gone[start : start + _ROWS_A_STATEMENT])
    for kind, write in (("RELATED", graph.write_related), ("CROWDED", graph.write_crowded)):
        rows = [{"a": a, "b": b} | asdict(parts) for (a, b), (each, parts) in new.items() if each == kind]
        for start in range(0, len(rows), _ROWS_A_STATEMENT):
            await write(tx, rows[start : start + _ROWS_A_STATEMENT])
    touched = {
        skill
        for pair in new.keys() | lost.keys()
        if _seen_by_near(stored.get(pair)) != _seen_by_near(right.get(pair))
        for skill in pair
    }
    related = sum(kind == "RELATED" for kind, _ in right.values())
    report = RelateReport(len(places.skills), related, len(right) - related, len(new), len(lost), 0)
    return report, sorted(touched)


def _seen_by_near(each: tuple[str, Parts] | None) -> float | None:
    """The strength that nearness sees."""
    return each[1].strength if each is not None and each[0] == "RELATED" else None


def _said(each: tuple[str, Parts] | None) -> str:
    if each is None:
        return "absent"
    kind, parts = each
    return (
        f"{kind} {parts.strength} (hierarchy {parts.hierarchy}, occupations {parts.occupations}, "
        f"holders {parts.holders})"
    )
