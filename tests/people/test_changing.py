"""Who a person is can be changed, and reporting lines never close a circle."""

import asyncio
from typing import Any

import pytest

from graphapi.errors import GraphapiError, InvalidInput, NotFound, StaleRevision
from graphapi.graphdb.database import Database
from graphapi.people.changing import DetailsChange, edit_person
from graphapi.people.errors import ReportingCircle
from graphapi.people.model import PeopleFilter, Person
from graphapi.people.reading import page_of_people, people_by_id
from tests.editing import editor
from tests.graph_state import graph_state
from tests.people.builders import a_person, values


async def _edit(database: Database, person_id: str, revision: int = 1, **change: Any) -> Person:
    return await edit_person(editor(database), person_id, revision, DetailsChange(**change))


async def test_what_is_given_changes_and_the_rest_stays(database: Database) -> None:
    # given
    await a_person(database, "boss")
    await a_person(database, "ada", name="Ada", unit=["Company"], function="Engineer", timeZone="Europe/London")
    # when
    ada = await _edit(database, "ada", name=" Zoe\u0308 ", unit=["Company", "Platform", "Team"], manager_id="boss")
    # then
    assert (ada.name, ada.unit, ada.manager_id) == ("Zo\u00eb", ("Company", "Platform", "Team"), "boss")
    assert (ada.function, ada.time_zone, ada.revision) == ("Engineer", "Europe/London", 2)
    found = await page_of_people(database, PeopleFilter(name="zoe", unit="platform > team"))
    assert found.people == (ada,)


async def test_what_is_null_goes(database: Database) -> None:
    await a_person(database, "boss")
    await a_person(
        database, "ada", unit=["Company"], function="Buyer", reports_to="boss", timeZone="Asia/Kathmandu"
    )

    ada = await _edit(database, "ada", unit=(), function=None, manager_id=None, time_zone=None)

    assert (ada.unit, ada.function, ada.manager_id, ada.time_zone) == ((), None, None, None)


async def test_a_unit_and_a_function_are_made_once(database: Database) -> None:
    await asyncio.gather(*(a_person(database, f"p{number}") for number in range(4)))

    await asyncio.gather(
        *(_edit(database, f"p{number}", unit=["Company", "Field"], function="Buyer") for number in range(4))
    )

    assert await values(database, "MATCH (u:Unit) RETURN u.path AS path ORDER BY path") == [
        "Company",
        "Company > Field",
    ]
    assert await values(database, "MATCH (:Unit)-[p:PART_OF]->(:Unit) RETURN count(p)") == [1]
    assert await values(database, "MATCH (f:Function) RETURN f.name") == ["Buyer"]


async def test_a_manager_below_the_person_is_refused(database: Database) -> None:
    await a_person(database, "a")
    await a_person(database, "b", reports_to="a")
    await a_person(database, "c", reports_to="b")
    before = await graph_state(database)

    with pytest.raises(ReportingCircle, match="'c' reports to 'a'"):
        await _edit(database, "a", manager_id="c")

    assert await graph_state(database) == before


async def test_two_changes_at_once_close_no_circle(database: Database) -> None:
    # given a - b and c - d, where a -> d and c -> b would close one
    for id_ in "bd":
        await a_person(database, id_)
    await a_person(database, "a", reports_to="b")
    await a_person(database, "c", reports_to="d")

    async def change(person_id: str, manager_id: str) -> str:
        try:
            await _edit(database, person_id, manager_id=manager_id)
        except ReportingCircle:
            return "refused"
        return "done"

    # when
    done = await asyncio.gather(change("b", "c"), change("d", "a"))
    # then
    assert sorted(done) == ["done", "refused"]


@pytest.mark.parametrize(
    ("change", "error", "says"),
    [
        ({"name": "  "}, InvalidInput, "1 to 200"),
        ({"name": "\u200b\u200e"}, InvalidInput, "A name"),
        ({"unit": ["Company", ""]}, InvalidInput, "name of a unit"),
        ({"unit": ["Company > Field"]}, InvalidInput, "cannot contain"),
        ({"unit": ["x"] * 21}, InvalidInput, "at most 20"),
        ({"unit": ["x" * 200] * 6}, InvalidInput, "at most 1000"),
        ({"function": ""}, InvalidInput, "A function"),
        ({"time_zone": "GMT+8"}, InvalidInput, "Etc/GMT-8"),
        ({"manager_id": "ada"}, InvalidInput, "themselves"),
        ({"manager_id": "nobody"}, NotFound, "'nobody'"),
    ],
)
async def test_what_cannot_be_is_refused_and_changes_nothing(
    database: Database, change: dict[str, Any], error: type[GraphapiError], says: str
) -> None:
    await a_person(database, "ada")
    before = await graph_state(database)

    with pytest.raises(error, match=says):
        await _edit(database, "ada", **change)

    assert await graph_state(database) == before


async def test_a_change_is_made_on_what_was_seen(database: Database) -> None:
    await a_person(database, "ada")
    await _edit(database, "ada", name="Ada L.")

    with pytest.raises(StaleRevision):
        await _edit(database, "ada", name="Ada B.")

    assert (await people_by_id(database, ["ada"]))["ada"].name == "Ada L."
