"""A database whose free time was derived by older rules is brought up to date by the service itself."""

import asyncio
from contextlib import suppress
from datetime import date

from graphapi.app import create_app
from graphapi.availability.deriving import FREE_TIME_RULES, keep_free_time, wrong_free_time
from graphapi.availability.model import Pattern
from graphapi.availability.setting import set_availability
from graphapi.calendar.clock import utc_today
from graphapi.checking import repair_map
from graphapi.graphdb.database import Database
from graphapi.settings import settings
from tests.editing import editor
from tests.people.builders import a_person, values

_OLD = (
    # As it was: whole half-hours alone, without formats, and nothing that says by which rules.
    "MATCH (:Person)-[f:FREE|OFFERS]->() WHERE f.begins IS NOT NULL OR f.ends IS NOT NULL DELETE f "
    "WITH count(*) AS gone MATCH (:Person)-[f:FREE|OFFERS]->() REMOVE f.formats "
    "WITH count(*) AS kept MATCH (h:Freshness {name: 'freeTime'}) REMOVE h.rules RETURN kept AS kept"
)
_RULES = "MATCH (h:Freshness {name: 'freeTime'}) RETURN h.rules AS rules"


async def _an_older_database(database: Database, today: date) -> None:
    for person, pattern in (
        ("odd", Pattern(1, 555, 585, "Europe/Berlin")),
        ("video", Pattern(1, 540, 600, "Europe/Berlin", format="video")),
        ("plain", Pattern(1, 540, 600, "Europe/Berlin")),
    ):
        await a_person(database, person)
        await set_availability(editor(database, today), person, [pattern], [], 1)
    assert await values(database, _RULES) == [FREE_TIME_RULES]
    await database.write("tests/age", lambda tx: tx.run_text(_OLD))
    differ = " ".join(await database.read("tests/check", wrong_free_time))
    assert "person odd" in differ
    assert "person video" in differ
    assert "person plain" not in differ


async def test_the_service_derives_it_again_once(database: Database) -> None:
    today = utc_today()
    await _an_older_database(database, today)
    app = create_app(database, settings())

    async with app.router.lifespan_context(app), asyncio.timeout(60):
        while await values(database, _RULES) != [FREE_TIME_RULES]:  # noqa: ASYNC110  the service says so nowhere else
            await asyncio.sleep(0.05)

    assert await database.read("tests/check", wrong_free_time) == []
    assert not await keep_free_time(editor(database), today)


async def test_a_run_that_was_stopped_is_done_again(database: Database) -> None:
    today = date(2027, 3, 1)
    await _an_older_database(database, today)

    def stop(done: int, total: int) -> None:
        raise InterruptedError

    # stopped between the people and the last step
    with suppress(InterruptedError):
        await keep_free_time(editor(database), today, stop)
    assert await values(database, _RULES) == [None]

    # and when the horizon had just been moved
    later = date(2028, 3, 6)
    assert await keep_free_time(editor(database), later)
    assert await values(database, _RULES) == [FREE_TIME_RULES]
    assert await database.read("tests/check", wrong_free_time) == []


async def test_a_repair_does_it_too(database: Database) -> None:
    today = date(2027, 3, 1)
    await _an_older_database(database, today)
    await repair_map(editor(database, today))
    assert await database.read("tests/check", wrong_free_time) == []
    assert not await keep_free_time(editor(database), today)
