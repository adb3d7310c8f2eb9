"""People set their availability, and their free half-hours follow."""

import asyncio
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graphapi.availability.deriving import wrong_free_time
from graphapi.availability.model import Leave, Pattern
from graphapi.availability.setting import Availability, availability_of, set_availability
from graphapi.errors import InvalidInput, NotFound, StaleRevision
from graphapi.graphdb.database import Database
from graphapi.journal.errors import KeyReused
from graphapi.people.reading import people_by_id
from graphapi.people.terms import TermsChange, set_mentoring_terms
from tests.availability.strategies import leaves, patterns
from tests.conftest import empty
from tests.editing import editor
from tests.examples import examples
from tests.graph_state import graph_state
from tests.people.builders import a_person, values

TODAY = date(2027, 3, 1)
MONDAY = Pattern(1, 540, 600, "Europe/Berlin")
TUESDAY = Pattern(2, 0, 1440, "Asia/Kathmandu", date(2027, 3, 2), date(2027, 4, 30), "video")
EASTER = Leave(date(2027, 3, 26), date(2027, 3, 29), "Europe/Berlin")


async def _set(database: Database, said: list[Pattern], expected: int = 1, **more: Any) -> Availability:
    return await set_availability(
        editor(database, TODAY), more.pop("person_id", "ada"), said, more.pop("leaves", []), expected, **more
    )


async def _revision(database: Database) -> int:
    return (await people_by_id(database, ["ada"]))["ada"].revision


async def test_what_is_said_replaces_what_was_said(database: Database) -> None:
    # given
    await a_person(database, "ada")
    await _set(database, [MONDAY])
    # when
    said = await _set(database, [TUESDAY, Pattern(1, 0, 30, "UTC")], 2, leaves=[EASTER])
    # then
    assert said == Availability("ada", (Pattern(1, 0, 30, "UTC"), TUESDAY), (EASTER,))
    assert await availability_of(database, ["ada", "nobody"]) == {"ada": said, "nobody": Availability("nobody")}
    assert await _revision(database) == 3
    assert await database.read("tests/check", wrong_free_time) == []
    assert await values(database, "MATCH ()-[f:FREE]->() RETURN count(f) > 0 AS free") == [True]
    # when nothing is said any more
    assert await _set(database, [], 3) == Availability("ada")
    # then nothing is left
    assert await values(database, "MATCH (n:Pattern|Leave) RETURN n.id AS id") == []
    assert await values(database, "MATCH ()-[f:FREE|OFFERS]->() RETURN count(f) AS free") == [0]


async def test_saying_the_same_writes_nothing(database: Database) -> None:
    await a_person(database, "ada")
    await _set(database, [MONDAY, TUESDAY], leaves=[EASTER])
    before = await graph_state(database)
    await _set(database, [TUESDAY, MONDAY, MONDAY], 2, leaves=[EASTER, EASTER])
    assert await graph_state(database) == before


async def test_overlapping_patterns_are_fine_and_formats_have_one_spelling(database: Database) -> None:
    await a_person(database, "ada")
    said = await _set(database, [MONDAY, Pattern(1, 570, 630, "Europe/Berlin", format="Async")])
    assert said.patterns == (MONDAY, Pattern(1, 570, 630, "Europe/Berlin", format="asynchronous"))
    assert await database.read("tests/check", wrong_free_time) == []


@pytest.mark.parametrize(
    ("said", "away", "path"), [([MONDAY] * 201, [], "patterns"), ([], [EASTER] * 101, "leaves")]
)
async def test_bounds_are_kept(database: Database, said: list[Pattern], away: list[Leave], path: str) -> None:
    await a_person(database, "ada")
    with pytest.raises(InvalidInput) as refused:
        await _set(database, said, leaves=away)
    assert refused.value.path == (path,)
    assert await _revision(database) == 1


async def test_an_unknown_person_and_a_stale_editor_are_refused(database: Database) -> None:
    await a_person(database, "ada", revision=5)
    before = await graph_state(database)
    with pytest.raises(NotFound, match="'nobody'"):
        await _set(database, [MONDAY], person_id="nobody")
    with pytest.raises(StaleRevision) as refused:
        await _set(database, [MONDAY], 4)
    assert refused.value.current_revision == 5
    assert await graph_state(database) == before


async def test_a_repeat_with_its_key_has_one_effect(database: Database) -> None:
    await a_person(database, "ada")
    first = await _set(database, [MONDAY, TUESDAY], key="key")
    assert await _set(database, [TUESDAY, MONDAY], key="key") == first
    assert await _revision(database) == 2
    with pytest.raises(KeyReused):
        await _set(database, [MONDAY], key="key")


async def test_of_racing_editors_one_is_accepted(database: Database) -> None:
    # given
    await a_person(database, "ada")
    # when 20 say something else at once, half of them about availability and half about terms
    outcomes = await asyncio.gather(
        *(
            _set(database, [Pattern(1, 30 * number, 1440, "Europe/Berlin")])
            if number % 2
            else set_mentoring_terms(editor(database, TODAY), "ada", 1, TermsChange(places=10 + number))
            for number in range(20)
        ),
        return_exceptions=True,
    )
    # then
    stale = [outcome for outcome in outcomes if isinstance(outcome, StaleRevision)]
    assert len(stale) == 19
    assert not [o for o in outcomes if isinstance(o, BaseException) and not isinstance(o, StaleRevision)]
    assert await _revision(database) == 2
    assert await database.read("tests/check", wrong_free_time) == []


_NEAR = st.sampled_from(
    [
        ("Europe/Berlin", date(2027, 3, 28)),
        ("America/New_York", date(2027, 3, 14)),
        ("Australia/Lord_Howe", date(2027, 4, 4)),
        ("Asia/Kathmandu", date(2027, 1, 1)),
        ("America/St_Johns", date(2027, 11, 7)),
    ]
)


@st.composite
def _edits(draw: st.DrawFn) -> tuple[str, TermsChange | tuple[list[Pattern], list[Leave]]]:
    person = draw(st.sampled_from(["ada", "bob"]))
    if draw(st.booleans()):
        return person, TermsChange(mentoring=draw(st.booleans()), places=draw(st.integers(1, 2)))
    zone, day = draw(_NEAR)
    said = draw(st.lists(patterns(zone, day), max_size=3))
    return person, (said, draw(st.lists(leaves(zone, day), max_size=2)))


@settings(max_examples=examples(12), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=st.lists(_edits(), min_size=1, max_size=6))
async def test_free_time_follows_any_edits(
    database: Database, edits: list[tuple[str, TermsChange | tuple[list[Pattern], list[Leave]]]]
) -> None:
    # given one with a match and one without
    await empty(database)
    await a_person(database, "ada", matches=1)
    await a_person(database, "bob")
    for person_id, edit in edits:
        revision = (await people_by_id(database, [person_id]))[person_id].revision
        # when
        if isinstance(edit, TermsChange):
            await set_mentoring_terms(editor(database, TODAY), person_id, revision, edit)
        else:
            said = await set_availability(editor(database, TODAY), person_id, *edit, revision)
            assert (set(said.patterns), set(said.leaves)) == (set(edit[0]), set(edit[1]))
        # then
        assert await database.read("tests/check", wrong_free_time) == []
