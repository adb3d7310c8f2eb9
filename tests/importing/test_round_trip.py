"""Random bundles, written to CSV and imported over one another: the map holds what the last one says."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graphapi.availability.model import Leave, Pattern
from graphapi.checking import check_map
from graphapi.graphdb.database import Database, Transaction
from graphapi.importing.model import Bundle
from graphapi.importing.reading import read_bundle
from tests.conftest import empty
from tests.examples import examples
from tests.graph_state import graph_state
from tests.importing.bundles import bundles, write_files
from tests.importing.folders import import_folder, plan_folder


@settings(max_examples=examples(10), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=bundles(), second=bundles(), by_label=st.booleans())
async def test_imported_twice_and_read_back_equal(
    first: Bundle, second: Bundle, by_label: bool, database: Database, tmp_path: Path
) -> None:
    # given
    await empty(database)
    # when
    write_files(first, tmp_path, by_label=by_label)
    assert _same(await read_bundle(database, tmp_path), first)
    await import_folder(database, tmp_path)
    # then
    assert await _stored(database) == _said(first)
    before = await graph_state(database)
    await import_folder(database, tmp_path)
    assert await graph_state(database) == before
    # when another one comes over it
    second = _possible_after(first, second)
    write_files(second, tmp_path, by_label=False)
    await import_folder(database, tmp_path)
    # then what it names is as it says, and there is nothing left to do
    stored, said = await _stored(database), _said(second)
    for kind, wanted in said.items():
        assert {key: stored[kind].get(key) for key in wanted} == wanted
    assert not (await plan_folder(database, tmp_path)).changes_anything
    assert (await check_map(database)).right


def _possible_after(first: Bundle, second: Bundle) -> Bundle:
    """Without what the first makes impossible: goals of others, circles and relations of another kind."""
    left = {person.id for person in (*first.people, *second.people) if person.left_on}
    ended = {match.id for match in first.matches}
    owners = {goal.id: goal.person_id for goal in first.goals}
    return Bundle(
        people=tuple(replace(person, reports_to=None) for person in second.people),
        skills=second.skills,
        relations=(),
        claims=second.claims,
        goals=tuple(
            goal
            for goal in second.goals
            if owners.get(goal.id, goal.person_id) == goal.person_id and goal.person_id not in left
        ),
        availability=second.availability,
        leaves=second.leaves,
        matches=tuple(match for match in second.matches if match.id not in ended),
    )


def _same(read: Bundle, written: Bundle) -> bool:
    return all(
        sorted(map(repr, getattr(read, kind))) == sorted(map(repr, getattr(written, kind)))
        for kind in ("people", "skills", "relations", "claims", "goals", "availability", "leaves", "matches")
    )


def _said(bundle: Bundle) -> dict[str, dict[Any, Any]]:
    """What the map must hold, by kind and key."""
    windows: dict[str, set[Pattern]] = {}
    for row in bundle.availability:
        windows.setdefault(row.person_id, set()).add(row.pattern)
    leaves: dict[str, set[Leave]] = {}
    for away in bundle.leaves:
        leaves.setdefault(away.person_id, set()).add(away.leave)
    return {
        "people": {
            row.id: (
                row.name,
                " > ".join(row.unit) or None,
                row.function,
                row.reports_to,
                row.time_zone,
                list(row.languages),
                row.mentoring,
                row.places,
                row.weekly_minutes,
                list(row.formats),
                row.pace,
                row.left_on,
            )
            for row in bundle.people
        },
        "units": {
            " > ".join(row.unit[:depth]): " > ".join(row.unit[: depth - 1])
            for row in bundle.people
            for depth in range(2, len(row.unit) + 1)
        },
        "skills": {
            row.id: (
                row.label,
                row.cluster,
                row.tier,
                row.definition,
                {row.label, *row.aliases},
            )
            for row in bundle.skills
        },
        "relations": {
            (
                *(sorted((row.a, row.b)) if row.kind == "related" else (row.a, row.b)),
                row.kind.upper(),
            ): row.strength
            for row in bundle.relations
        },
        "claims": {(row.person_id, row.skill_id): (row.level, row.last_used_on) for row in bundle.claims},
        "goals": {
            row.id: (
                row.person_id,
                row.statement,
                row.due_on,
                {(aim.skill_id, aim.level, aim.weight) for aim in row.targets},
            )
            for row in bundle.goals
        },
        "windows": windows,
        "leaves": leaves,
        "matches": {
            row.id: (row.mentor_id, row.mentee_id, row.started_on, row.ended_on) for row in bundle.matches
        },
    }


async def _stored(database: Database) -> dict[str, dict[Any, Any]]:
    """The same from the graph, read without the code under test."""

    async def work(tx: Transaction) -> dict[str, dict[Any, Any]]:
        async def rows(text: str) -> list[list[Any]]:
            return [_plain(row["x"]) for row in await tx.run_text(text)]

        windows: dict[str, set[Pattern]] = {}
        for person, *said in await rows(
            "MATCH (p:Person)-[:KEEPS]->(k:Pattern) RETURN [p.id, k.weekday, k.startsAt, k.endsAt, k.timeZone, "
            "k.validFrom, k.validUntil, k.format] AS x"
        ):
            windows.setdefault(person, set()).add(Pattern(*said))
        leaves: dict[str, set[Leave]] = {}
        for person, *said in await rows(
            "MATCH (p:Person)-[:TAKES]->(l:Leave) RETURN [p.id, l.firstDay, l.lastDay, l.timeZone] AS x"
        ):
            leaves.setdefault(person, set()).add(Leave(*said))
        return {
            "people": {
                row[0]: tuple(row[1:])
                for row in await rows(
                    "MATCH (p:Person) OPTIONAL MATCH (p)-[:WORKS_IN]->(u) "
                    "OPTIONAL MATCH (p)-[:HAS_FUNCTION]->(f) OPTIONAL MATCH (p)-[:REPORTS_TO]->(m) "
                    "RETURN [p.id, p.name, u.path, f.name, m.id, p.timeZone, p.languages, "
                    "p.mentoring, p.places, p.weeklyMinutes, p.formats, p.pace, p.leftOn] AS x"
                )
            },
            "units": dict(await rows("MATCH (u:Unit)-[:PART_OF]->(o:Unit) RETURN [u.path, o.path] AS x")),
            "skills": {
                row[0]: (*row[1:5], set(row[5]))
                for row in await rows(
                    "MATCH (s:Skill) OPTIONAL MATCH (s)-[:IN_CLUSTER {primary: true}]->(c) RETURN [s.id, s.label, "
                    "c.label, s.tier, s.definition, COLLECT { MATCH (s)-[:KNOWN_AS]->(l) RETURN l.text }] AS x"
                )
            },
            "relations": {
                tuple(row[:3]): row[3]
                for row in await rows(
                    "MATCH (a)-[r:RELATED|BROADER]->(b) RETURN [a.id, b.id, type(r), r.strength] AS x"
                )
            },
            "claims": {
                (row[0], row[1]): (row[2], row[3])
                for row in await rows(
                    "MATCH (p)-[h:HAS]->(s) WHERE h.skillId = s.id RETURN [p.id, s.id, h.level, h.lastUsedOn] AS x"
                )
            },
            "goals": {
                row[0]: (*row[1:4], {tuple(aim) for aim in row[4]})
                for row in await rows(
                    "MATCH (p)-[:PURSUES]->(g) RETURN [g.id, p.id, g.statement, g.dueOn, "
                    "COLLECT { MATCH (g)-[t:TARGETS]->(s) RETURN [s.id, t.level, t.weight] }] AS x"
                )
            },
            "windows": windows,
            "leaves": leaves,
            "matches": {
                row[0]: tuple(row[1:])
                for row in await rows(
                    "MATCH (a)<-[:MENTOR]-(m)-[:MENTEE]->(b) RETURN [m.id, a.id, b.id, m.startedOn, m.endedOn] AS x"
                )
            },
        }

    return await database.read("tests/stored", work)


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [_plain(item) for item in value]
    native: date | Any = value.to_native() if hasattr(value, "to_native") else value
    return native
