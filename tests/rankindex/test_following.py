"""A map that follows the change log is, after every edit, the map that a fresh read would make."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graphapi.availability.model import Pattern
from graphapi.availability.setting import set_availability
from graphapi.derived.nearness import derive_near
from graphapi.graphdb.database import Database
from graphapi.journal import edit as journal_edit
from graphapi.journal.model import Position
from graphapi.journal.reading import locked_position
from graphapi.people.declaring import declare_skill_level
from graphapi.people.errors import PlacesTaken
from graphapi.people.terms import TermsChange, set_mentoring_terms
from graphapi.policy.versions import recount_specificity
from graphapi.rankindex import following
from graphapi.rankindex.following import Outrun, catch_up
from graphapi.rankindex.rankmap import RankMap
from graphapi.rankindex.reading import read_all
from tests.conftest import empty
from tests.editing import editor
from tests.examples import examples
from tests.matching import twin
from tests.matching.world import WEEK, World, load
from tests.matching.worlds import worlds
from tests.rankindex.asking import ROADS, goals_of, ranked_by, ranked_by_cypher, run

Edit = Callable[[Database, World], Awaitable[None]]


async def _begun(database: Database) -> tuple[RankMap, Position]:
    here = await database.write("tests/position", locked_position)
    ranked = await read_all(database)
    await catch_up(database, ranked, here)
    assert ranked.position == here
    return ranked, here


async def _revision(database: Database, person: str) -> int:
    [row] = await run(database, "MATCH (p:Person {id: $id}) RETURN p.revision AS revision", id=person)
    assert isinstance(row["revision"], int)
    return row["revision"]


async def _level(database: Database, person: str, skill: str, level: int) -> None:
    [row] = await run(
        database,
        "OPTIONAL MATCH (:Person {id: $p})-[h:HAS {skillId: $s}]->() RETURN h.revision AS r",
        p=person,
        s=skill,
    )
    expected = row["r"]
    assert expected is None or isinstance(expected, int)
    await declare_skill_level(editor(database), person, skill, level, today=WEEK, expected_revision=expected)


async def _recorded(database: Database, people: list[str], text: str, **parameters: object) -> None:
    """An edit of a feature to come, which records what it does."""

    async def work(e: journal_edit.Edit) -> None:
        await e.tx.run_text(text, parameters)
        e.derived("freeTime.derived", people)

    await editor(database).edit("edit", work)


@st.composite
def _edits(draw: st.DrawFn) -> Edit:
    kind = draw(
        st.sampled_from(["level", "terms", "time", "new", "gone", "line", "pair", "match", "relate", "count"])
    )
    first, second, third = (draw(st.integers(0, 9)) for _ in range(3))

    async def edit(database: Database, world: World) -> None:
        people = [str(row["id"]) for row in await run(database, "MATCH (p:Person) RETURN p.id AS id ORDER BY id")]
        a, b = people[first % len(people)], people[second % len(people)]
        skill = world.skills[third % len(world.skills)]
        if kind == "level":
            await _level(database, a, skill, second % 5)
        elif kind == "terms":
            change = TermsChange(mentoring=second > 2, places=third, languages=["de"] if third % 2 else [])
            with suppress(PlacesTaken):
                await set_mentoring_terms(editor(database, WEEK), a, await _revision(database, a), change)
        elif kind == "time":
            patterns = [Pattern(1 + second % 7, 60 * third, 60 * third + 90, "Europe/Berlin")]
            await set_availability(editor(database, WEEK), a, patterns, [], await _revision(database, a))
        elif kind == "new":
            await _recorded(
                database,
                [f"new{first}"],
                "MERGE (p:Person {id: $id}) SET p.name = $id, p.mentoring = true, p.places = 1, p.placesTaken = 0, "
                "p.languages = [], p.formats = [], p.revision = 1 WITH p MATCH (s:Skill {id: $skill}) "
                "MERGE (p)-[h:HAS {skillId: s.id}]->(s) "
                "SET h.level = 3, h.revision = 1",
                id=f"new{first}",
                skill=skill,
            )
        elif kind == "gone" and a != "a":
            # Who was matched with the person is as much touched as who stood beside them.
            text = "MATCH (:Person {id: $id})-[]-(n) MATCH (p:Person) WHERE p = n OR (n:Match AND (n)-[]-(p)) "
            others = await run(database, text + "RETURN DISTINCT p.id AS id", id=a)
            touched = [a, *(str(row["id"]) for row in others)]
            await _recorded(database, touched, "MATCH (p:Person {id: $id}) DETACH DELETE p", id=a)
        elif kind == "line" and a != b:
            text = "MATCH (p:Person {id: $a}), (m:Person {id: $b}) MERGE (p)-[:REPORTS_TO]->(m)"
            await _recorded(database, [a], text, a=a, b=b)
        elif kind == "pair" and a != b:
            text = "MATCH (p:Person {id: $a}), (m:Person {id: $b}) " + (
                "MERGE (p)-[:BLOCKS]->(m)" if third % 3 else "OPTIONAL MATCH (p)-[r:BLOCKS|DECLINED]-(m) DELETE r"
            )
            # Whoever writes the record names one of the two, or both.
            await _recorded(database, [a] if third % 2 else [a, b], text, a=a, b=b)
        elif kind == "match" and a != b:
            text = (
                "MATCH (p:Person {id: $a}), (m:Person {id: $b}) MERGE (x:Match {id: $a + $b}) "
                "MERGE (x)-[:MENTOR]->(p) MERGE (x)-[:MENTEE]->(m) SET x.status = $status"
            )
            pair, status = [a, b], "active" if third % 3 else "ended"

            async def match(e: journal_edit.Edit) -> None:
                await e.tx.run_text(text, {"a": a, "b": b, "status": status})
                began = status == "active"
                e.changed("match.active", a + b, None if began else pair, pair if began else None)

            await editor(database).edit("match", match)
        elif kind == "relate":
            other = world.skills[first % len(world.skills)]

            async def relate(e: journal_edit.Edit) -> None:
                if skill != other:
                    text = "MATCH (s:Skill {id: $s}), (o:Skill {id: $o}) MERGE (s)-[r:RELATED]-(o) SET r.strength = $x"
                    await e.tx.run_text(text, {"s": skill, "o": other, "x": 0.1 + 0.1 * second})
                    await derive_near(e, [skill, other])

            await editor(database).edit("relate", relate)
        elif kind == "count":
            await editor(database).edit("count", lambda e: recount_specificity(e, "test"))

    return edit


@settings(
    max_examples=examples(12),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(world=worlds(), edits=st.lists(_edits(), min_size=1, max_size=6), together=st.integers(1, 6))
async def test_following_equals_reading_anew(
    database: Database, world: World, edits: list[Edit], together: int
) -> None:
    await empty(database)
    await load(database, world)
    ranked, known = await _begun(database)

    for number, edit in enumerate(edits, start=1):
        await edit(database, world)
        if number % together == 0 or number == len(edits):
            await catch_up(database, ranked, known)
            assert ranked.position is not None
            known = ranked.position

    anew = await read_all(database)
    assert ranked.state() == anew.state()
    assert ranked.counts() == anew.counts()
    expected = await ranked_by_cypher(database, "a", 30)
    for road in ROADS:
        assert ranked_by(road, ranked, "a", goals_of(world, "a"), 30) == expected, road.name


async def test_much_at_once_is_read_in_steps(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, "_AT_ONCE", 2)
    monkeypatch.setattr(following, "_A_READ", 3)
    world = twin_world()
    await load(database, world)
    ranked, known = await _begun(database)

    for person in world.people:
        await _level(database, person, "y", 1)
    await catch_up(database, ranked, known)

    assert ranked.state() == (await read_all(database)).state()
    assert ranked_by(ROADS[0], ranked, "a", goals_of(world, "a"), 0) == await ranked_by_cypher(database, "a", 0)


async def test_everything_and_a_lost_beginning_are_not_followed(database: Database) -> None:
    await load(database, twin_world())
    ranked, known = await _begun(database)

    async def everything(e: journal_edit.Edit) -> None:
        e.derived("map.restored", [""])

    await editor(database).edit("edit", everything)
    with pytest.raises(Outrun):
        await catch_up(database, ranked, known)

    await empty(database)
    with pytest.raises(Outrun):
        await catch_up(database, ranked, known)


async def test_a_week_outside_of_an_interval_is_not_shared(database: Database) -> None:
    world = twin_world()
    await load(database, world)
    ranked, _ = await _begun(database)

    for road in ROADS:
        inside = ranked_by(road, ranked, "a", goals_of(world, "a"), 30)
        assert inside == twin.ranking(world, "a", 30) != []
        assert ranked_by(road, ranked, "a", goals_of(world, "a"), 30, week=date(2027, 3, 8)) == []
        assert ranked_by(road, ranked, "a", goals_of(world, "a"), 30, week=date(2027, 2, 22)) == []


def twin_world() -> World:
    """A few mentors for one mentee, some of them tied."""
    from tests.matching.world import Aim, Mentor

    slots = frozenset({(1, 0), (1, 30)})
    return World(
        ["x", "y", "z"],
        [("x", "y", "RELATED", 0.8)],
        {
            "a": Mentor({"x": 1}, slots=slots),
            **{f"m{number}": Mentor({"x": 2 + number % 3, "y": 3}, slots=slots) for number in range(8)},
        },
        {"g1": Aim("a", {"x": (3, 1.0), "z": (2, 1.0)})},
    )
