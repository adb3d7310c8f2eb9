"""Relates skills by evidence: all of them anew, or around those about which something has changed.

RELATED with the source `evidence`, and CROWDED, are derived and written only here. What the starter taxonomy, an
import or a curator has related is left alone, and so are a skill and its own ancestors.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TypeAlias

from graphapi.graphdb.database import Database, Transaction
from graphapi.relatedness import graph
from graphapi.relatedness.graph import StoredEvidence
from graphapi.relatedness.loading import Places, load_evidence, load_evidence_about, load_places
from graphapi.relatedness.model import Parts
from graphapi.relatedness.naming import Evidence
from graphapi.relatedness.web import Pair, kept, mend, pairs_of, partners
from graphapi.taxonomy.nearness import refresh_near, refresh_near_in_steps

Progress: TypeAlias = Callable[[str, int, int], None]
Stored: TypeAlias = dict[tuple[str, str], tuple[str, Parts]]

_SECONDS = 900.0
_ROWS_A_STATEMENT = 5_000
_SKILLS_A_TURN = 500


@dataclass(frozen=True, slots=True)
class RelateReport:
    """What relating did. skills: how many take part; related and crowded: relations there are now; written and
    removed: how many of both differed from before; near: NEAR relationships derived anew.
    """

    skills: int
    related: int
    crowded: int
    written: int
    removed: int
    near: int


def unwatched(stage: str, done: int, total: int) -> None:
    """A progress that nobody watches."""


async def relate(database: Database, progress: Progress = unwatched) -> RelateReport:
    """Relates all skills anew, writes the differences in one transaction, and derives NEAR where they matter.

    A run that is stopped leaves the relations as they were, or as they should be with NEAR still due; the next run
    derives that. Raises Unavailable.
    """

    async def work(tx: Transaction) -> tuple[RelateReport, list[str] | None]:
        due = await graph.hold_relatedness(tx)
        progress("reading the evidence", 0, 0)
        places = await load_places(tx)
        evidence = await load_evidence(tx, places)
        pairs = all_pairs(evidence, progress)
        progress("writing relations", 0, 0)
        report, touched = await _write(tx, places, pairs, by_pair(await graph.evidence(tx)))
        await graph.set_due(tx, due=due or bool(touched))
        return report, None if due else touched

    report, touched = await database.write("relatedness/relate", work, deadline_seconds=_SECONDS)
    if touched is not None and not touched:
        return report
    near = await refresh_near_in_steps(
        database, touched, lambda done, total: progress("deriving nearness", done, total)
    )
    await database.write("relatedness/finish", lambda tx: graph.set_due(tx, due=False))
    return RelateReport(
        report.skills, report.related, report.crowded, report.written, report.removed, report.near + near
    )


async def refresh_relatedness(
    tx: Transaction, skill_ids: Sequence[str], *, moved: bool = True
) -> RelateReport | None:
    """Relates anew around skills about which an edge, a placement, an occupation or who has them has changed.

    The result is that of `relate`, if that of before was; NEAR follows in the same transaction. Give both ends of a
    relation, and for a cluster that has moved the skills below it (`skills_below_clusters`). What stands below the
    skills is seen to here, unless none of them has moved (moved=False: only occupations or holders have changed).
    Returns None where there is no evidence at all.
    """
    if not skill_ids or not await graph.any_evidence(tx):
        return None
    await graph.hold_relatedness(tx)
    places = await load_places(tx)
    stored = by_pair(await graph.evidence(tx))
    ids = places.with_narrower(skill_ids) if moved else set(skill_ids)
    gone = {skill for pair in stored for skill in pair if skill not in places.numbers}
    before = {
        (places.numbers[a], places.numbers[b]): parts
        for (a, b), (_, parts) in stored.items()
        if a not in gone and b not in gone
    }
    touched = {places.numbers[skill] for skill in ids if skill in places.numbers}
    bereft = {places.numbers[skill] for pair in stored if gone & set(pair) for skill in pair if skill not in gone}
    about = touched | bereft | partners(before, touched)
    evidence = await load_evidence_about(tx, places, about)
    report, changed = await _write(tx, places, mend(evidence, before, touched, bereft), stored)
    near = await refresh_near(tx, changed) if changed else 0
    return RelateReport(report.skills, report.related, report.crowded, report.written, report.removed, near)


async def skills_below_clusters(tx: Transaction, cluster_ids: Sequence[str]) -> list[str]:
    """The skills in these clusters and in those nested in them, whose places a move of the clusters changes."""
    return await graph.skills_below(tx, cluster_ids)


async def wrong_relatedness(tx: Transaction) -> list[str]:
    """Relates everything anew in memory and compares; says in words what differs."""
    stored = by_pair(await graph.evidence(tx))
    if not stored and not await graph.any_evidence(tx):
        return []
    places = await load_places(tx)
    right = _rows(places, all_pairs(await load_evidence(tx, places), unwatched))
    wrong = [
        f"evidence between skills {a} and {b} is {_said(stored.get((a, b)))}, should be {_said(right.get((a, b)))}"
        for a, b in sorted(stored.keys() | right.keys())
        if stored.get((a, b)) != right.get((a, b))
    ]
    if wrong and not stored:
        return [f"{len(right)} relations by evidence are missing; run: graphapi relate"]
    return wrong


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
