"""Somebody new is in the map at once, once, and as an import would have made them."""

import asyncio
from typing import Any

import pytest

from graphapi.errors import GraphapiError, InvalidInput
from graphapi.graphdb.database import Database
from graphapi.identity.viewer import Viewer
from graphapi.journal.editing import ABSENT
from graphapi.journal.errors import KeyReused
from graphapi.journal.reading import position
from graphapi.people.adding import add_person
from graphapi.people.errors import IdTaken
from graphapi.people.reading import people_by_id
from graphapi.people.terms import TermsChange
from tests.editing import editor
from tests.graph_state import graph_state
from tests.graphql.asking import mutate


async def test_what_is_given_is_there_and_the_rest_is_as_in_an_import(database: Database) -> None:
    terms = TermsChange(languages=["EN", "pt_BR"], formats=["Async"])

    ada = await add_person(editor(database), " Ada ", terms, person_id="ada", time_zone="Europe/Lisbon")

    assert (ada.id, ada.name, ada.time_zone, ada.revision) == ("ada", "Ada", "Europe/Lisbon", 1)
    assert (ada.mentoring, ada.places, ada.weekly_minutes, ada.pace) == (True, 3, None, None)
    assert (ada.languages, ada.formats) == (("en", "pt-BR"), ("asynchronous",))
    assert await people_by_id(database, ["ada"]) == {"ada": ada}
    log = await database.read("tests/position", position)
    assert log is not None
    assert log.seq == 1


async def test_an_id_is_drawn_where_none_is_given(database: Database) -> None:
    one, other = [await add_person(editor(database), "Ada", TermsChange()) for _ in range(2)]
    assert one.id < other.id


async def test_an_id_is_given_once_whoever_comes_first(database: Database) -> None:
    async def add(name: str) -> str:
        try:
            return (await add_person(editor(database), name, TermsChange(), person_id="ada")).name
        except GraphapiError:
            return "refused"

    names = await asyncio.gather(*(add(f"Ada {number}") for number in range(5)))

    assert names.count("refused") == 4
    assert (await people_by_id(database, ["ada"]))["ada"].name in names
    with pytest.raises(IdTaken, match="'ada' already"):
        await add_person(editor(database), "Ada", TermsChange(), person_id="ada")


async def test_a_key_adds_once(database: Database) -> None:
    first = await add_person(editor(database), "Ada", TermsChange(), key="k")
    assert await add_person(editor(database), "Ada", TermsChange(), key="k") == first
    with pytest.raises(KeyReused):
        await add_person(editor(database), "Bob", TermsChange(), key="k")


@pytest.mark.parametrize(
    ("name", "given", "path"),
    [
        ("", {}, "name"),
        ("A\x07", {}, "name"),
        ("A" * 201, {}, "name"),
        ("Ada", {"person_id": " "}, "id"),
        ("Ada", {"person_id": "a" * 201}, "id"),
        ("Ada", {"time_zone": "Europe/Berln"}, "timeZone"),
        ("Ada", {"terms": TermsChange(places=101)}, "places"),
        ("Ada", {"terms": TermsChange(languages=["english"])}, "languages"),
    ],
)
async def test_bad_input_is_refused_and_stores_nothing(
    database: Database, name: str, given: dict[str, Any], path: str
) -> None:
    before = await graph_state(database)
    terms = given.pop("terms", TermsChange(mentoring=ABSENT))
    with pytest.raises(InvalidInput) as refused:
        await add_person(editor(database), name, terms, **given)
    assert refused.value.path[0] == path
    assert await graph_state(database) == before


async def test_over_graphql(database: Database) -> None:
    given = {"id": "ada", "name": "Ada", "timeZone": "UTC"}
    added = await mutate(database, "addPerson", given, "person { externalId name timeZone places }")
    again = await mutate(database, "addPerson", given)
    assert added["person"] == {"externalId": "ada", "name": "Ada", "timeZone": "UTC", "places": 3}
    assert (again["code"], again["path"]) == ("ID_TAKEN", ["id"])
    nobody = await mutate(database, "addPerson", given, viewer=Viewer("nobody", frozenset()))
    assert nobody["code"] == "NOT_ALLOWED"
