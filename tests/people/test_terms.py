"""The terms on which a person mentors, and what they offer after a change."""

import asyncio
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from graphapi.availability.deriving import wrong_free_time
from graphapi.errors import GraphapiError, InvalidInput, NotFound, StaleRevision
from graphapi.graphdb.database import Database
from graphapi.journal.editing import ABSENT
from graphapi.people.errors import PlacesTaken
from graphapi.people.model import Person
from graphapi.people.reading import people_by_id
from graphapi.people.terms import TermsChange, set_mentoring_terms
from tests.editing import editor
from tests.graph_state import graph_state
from tests.people.builders import a_person, values

TODAY = date(2027, 3, 1)
ALL_TERMS = TermsChange(
    mentoring=False,
    places=5,
    weekly_minutes=120,
    languages=["EN", "pt_BR", "en"],
    formats=[" Async", "video", "asynchronous"],
    pace="steady",
)


async def _set(database: Database, change: TermsChange, expected: int = 1, **more: Any) -> Person:
    return await set_mentoring_terms(
        editor(database, TODAY), more.pop("person_id", "ada"), expected, change, **more
    )


async def test_what_is_given_changes_in_one_spelling(database: Database) -> None:
    # given
    await a_person(database, "ada", timeZone="Europe/London")
    before = (await people_by_id(database, ["ada"]))["ada"]
    # when
    after = await _set(database, ALL_TERMS)
    # then
    assert after == replace(
        before,
        mentoring=False,
        places=5,
        weekly_minutes=120,
        languages=("en", "pt-BR"),
        formats=("asynchronous", "video"),
        pace="steady",
        revision=2,
    )
    assert await people_by_id(database, ["ada"]) == {"ada": after}


async def test_what_is_absent_stays_and_what_is_none_goes(database: Database) -> None:
    await a_person(database, "ada", weeklyMinutes=60, pace="slow", languages=["en"])
    after = await _set(database, TermsChange(weekly_minutes=None))
    assert (after.weekly_minutes, after.pace, after.languages) == (None, "slow", ("en",))
    assert (await _set(database, TermsChange(pace=None), 2)).pace is None
    assert await values(
        database, "MATCH (p:Person) RETURN p.pace IS NULL AND p.weeklyMinutes IS NULL AS gone"
    ) == [True]


@pytest.mark.parametrize("change", [TermsChange(), TermsChange(places=3, languages=["en"], weekly_minutes=None)])
async def test_nothing_new_writes_nothing(database: Database, change: TermsChange) -> None:
    await a_person(database, "ada", languages=["en"])
    before = await graph_state(database)
    assert (await _set(database, change)).revision == 1
    assert await graph_state(database) == before


async def test_a_stale_editor_is_refused(database: Database) -> None:
    await a_person(database, "ada", revision=4)
    with pytest.raises(StaleRevision) as refused:
        await _set(database, ALL_TERMS, 3)
    assert refused.value.current_revision == 4


async def test_places_that_are_taken_cannot_be_taken_away(database: Database) -> None:
    await a_person(database, "ada", places=3, matches=2)
    with pytest.raises(PlacesTaken):
        await _set(database, TermsChange(places=1))
    assert (await _set(database, TermsChange(places=2))).places_taken == 2


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"places": -1}, ("places",)),
        ({"places": 101}, ("places",)),
        ({"weekly_minutes": -1}, ("weeklyMinutes",)),
        ({"weekly_minutes": 10_081}, ("weeklyMinutes",)),
        ({"languages": ["en", ""]}, ("languages", "1")),
        ({"languages": ["x" * 36]}, ("languages", "0")),
        ({"languages": ["english language"]}, ("languages", "0")),
        ({"languages": ["en"] * 31}, ("languages",)),
        ({"formats": ["vid\x07eo"]}, ("formats", "0")),
        ({"formats": ["x" * 61]}, ("formats", "0")),
        ({"formats": ["\ud800"]}, ("formats", "0")),
        ({"pace": " "}, ("pace",)),
    ],
)
async def test_terms_that_cannot_be_store_nothing(
    database: Database, change: dict[str, Any], path: tuple[str, ...]
) -> None:
    await a_person(database, "ada")
    before = await graph_state(database)
    with pytest.raises(InvalidInput) as refused:
        await _set(database, TermsChange(**change), key="key")
    assert refused.value.path == path
    assert await graph_state(database) == before


async def test_an_unknown_person_is_named(database: Database) -> None:
    with pytest.raises(NotFound, match="'nobody'"):
        await _set(database, ALL_TERMS, person_id="nobody")


async def test_offers_follow_mentoring_and_places(database: Database) -> None:
    # given somebody free on Mondays
    await a_person(database, "ada")
    await database.write(
        "tests/pattern",
        lambda tx: tx.run_text(
            "MATCH (p:Person {id: 'ada'}) CREATE (p)-[:KEEPS]->(:Pattern {id: 'x', weekday: 1, startsAt: 540, "
            "endsAt: 600, timeZone: 'UTC'})"
        ),
    )
    for revision, (change, slots) in enumerate(
        [
            (TermsChange(mentoring=False), 0),
            (TermsChange(mentoring=True), 2),
            (TermsChange(places=0), 0),
            (TermsChange(places=1), 2),
        ],
        start=1,
    ):
        # when
        await _set(database, change, revision)
        # then
        assert await values(database, "MATCH ()-[o:OFFERS]->() RETURN count(o) AS offers") == [slots]
        assert await database.read("tests/check", wrong_free_time) == []


async def test_of_racing_editors_one_is_accepted(database: Database) -> None:
    await a_person(database, "ada")
    outcomes = await asyncio.gather(
        *(_set(database, TermsChange(places=10 + number)) for number in range(20)), return_exceptions=True
    )
    accepted = [outcome for outcome in outcomes if isinstance(outcome, Person)]
    assert [person.revision for person in accepted] == [2]
    assert sum(isinstance(outcome, StaleRevision) for outcome in outcomes) == 19
    assert await people_by_id(database, ["ada"]) == {"ada": accepted[0]}


async def test_editors_who_read_again_all_get_through(database: Database) -> None:
    # given
    await a_person(database, "ada", places=0)

    async def add_a_place() -> None:
        while True:
            ada = (await people_by_id(database, ["ada"]))["ada"]
            try:
                await _set(database, TermsChange(places=ada.places + 1), ada.revision)
            except StaleRevision:
                continue
            return

    # when
    await asyncio.gather(*(add_a_place() for _ in range(10)))
    # then no edit was lost
    ada = (await people_by_id(database, ["ada"]))["ada"]
    assert (ada.places, ada.revision) == (10, 11)


async def test_a_repeat_with_its_key_has_one_effect(database: Database) -> None:
    await a_person(database, "ada")
    first = await _set(database, ALL_TERMS, key="key")
    assert await _set(database, replace(ALL_TERMS, languages=["en", "pt-br"]), key="key") == first


async def test_absent_reads_well() -> None:
    assert repr(ABSENT) == "ABSENT"
    assert issubclass(PlacesTaken, GraphapiError)
