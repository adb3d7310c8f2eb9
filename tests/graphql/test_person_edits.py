"""Editing people, their leaving and their blocks over GraphQL, and the organisation that they make."""

from dataclasses import replace

from graphapi.graphdb.database import Database
from graphapi.graphdb.scope import Scope
from graphapi.identity.viewer import DEVELOPMENT, Capability, Viewer
from tests.graphql.asking import ask, mutate, person_id, refusals
from tests.people.builders import a_person, a_skill

_READER = Viewer("reader", frozenset({Capability.READ_PEOPLE, Capability.READ_TAXONOMY}), scope=Scope("Company"))


async def test_a_person_is_edited_leaves_and_comes_back(database: Database) -> None:
    await a_person(database, "boss")
    await a_person(database, "ada")

    edited = await mutate(
        database,
        "editPerson",
        {
            "personId": person_id("ada"),
            "expectedRevision": 1,
            "name": "Ada",
            "unit": ["Company", "Field"],
            "managerId": "boss",
        },
        "person { name unit function manager { externalId } revision }",
    )
    assert edited["person"] == {
        "name": "Ada",
        "unit": ["Company", "Field"],
        "function": None,
        "manager": {"externalId": "boss"},
        "revision": 2,
    }
    left = await mutate(
        database,
        "recordLeaving",
        {"personId": "ada", "expectedRevision": 2, "leftOn": "2026-01-31"},
        "person { leftOn mentoring revision }",
    )
    assert left["person"] == {"leftOn": "2026-01-31", "mentoring": False, "revision": 3}
    assert (await ask(database, "{ people { edges { node { externalId } } } }"))["people"]["edges"] == [
        {"node": {"externalId": "boss"}}
    ]
    found = await ask(database, "{ people(withFormer: true) { edges { node { externalId } } } }")
    assert len(found["people"]["edges"]) == 2
    stale = await mutate(database, "recordLeaving", {"personId": "ada", "expectedRevision": 2, "leftOn": None})
    assert stale["__typename"] == "StaleRevisionError"


async def test_a_refusal_names_its_field(database: Database) -> None:
    await a_person(database, "ada")

    refused = await mutate(
        database, "editPerson", {"personId": "ada", "expectedRevision": 1, "managerId": "nobody"}
    )

    assert (refused["code"], refused["path"]) == ("NOT_FOUND", ["managerId"])


async def test_blocks_are_shown_to_those_who_may_see_them(database: Database) -> None:
    await a_person(database, "ada", unit=["Company"])
    await a_person(database, "bob", unit=["Company"])

    blocked = await mutate(
        database, "blockPerson", {"personId": "ada", "otherId": "bob"}, "person { blocks { externalId } }"
    )
    assert blocked["person"]["blocks"] == [{"externalId": "bob"}]
    assert await refusals(database, '{ person(id: "ada") { blocks { name } } }', _READER) == [
        {"code": "NOT_ALLOWED"}
    ]
    freed = await mutate(
        database, "unblockPerson", {"personId": "ada", "otherId": "bob"}, "person { blocks { externalId } }"
    )
    assert freed["person"]["blocks"] == []


async def test_units_functions_and_holders_are_listed_page_by_page(database: Database) -> None:
    # given
    await a_skill(database, "go")
    await a_person(database, "ada", unit=["Company", "Field"], function="Buyer", skills={"go": 2})
    await a_person(database, "bob", unit=["Company", "Field"], function="Buyer", skills={"go": 4})
    await a_person(database, "cyd", unit=["Company", "H\u00f6fe"], function="Engineer", skills={"go": 2})
    await a_person(database, "dan", unit=["Other"], skills={"go": 4})
    # then
    units = "units { edges { node { path peopleCount } cursor } }"
    found = (await ask(database, f"{{ {units} }}"))["units"]["edges"]
    assert [(edge["node"]["path"], edge["node"]["peopleCount"]) for edge in found] == [
        (["Company"], 0),
        (["Company", "Field"], 2),
        (["Company", "H\u00f6fe"], 1),
        (["Other"], 1),
    ]
    rest = await ask(
        database,
        "query ($after: String) { units(first: 1, after: $after) { edges { node { path } } } }",
        after=found[1]["cursor"],
    )
    assert rest["units"]["edges"] == [{"node": {"path": ["Company", "H\u00f6fe"]}}]
    searched = await ask(database, '{ units(search: "hofe") { edges { node { path } } } }')
    assert searched["units"]["edges"] == [{"node": {"path": ["Company", "H\u00f6fe"]}}]
    functions = await ask(database, "{ functions(first: null) { edges { node { name peopleCount } } } }", _READER)
    assert functions["functions"]["edges"] == [
        {"node": {"name": "Buyer", "peopleCount": 2}},
        {"node": {"name": "Engineer", "peopleCount": 1}},
    ]
    holders = """query ($after: String) { skill(id: "go") { holders(first: 2, after: $after) {
        totalCount pageInfo { endCursor } edges { node { level person { externalId } } } } } }"""
    page = (await ask(database, holders))["skill"]["holders"]
    assert page["totalCount"] == 4
    assert [edge["node"]["person"]["externalId"] for edge in page["edges"]] == ["bob", "dan"]
    page = (await ask(database, holders, after=page["pageInfo"]["endCursor"]))["skill"]["holders"]
    assert [edge["node"]["person"]["externalId"] for edge in page["edges"]] == ["ada", "cyd"]


async def test_the_viewer_knows_what_they_may_do(database: Database) -> None:
    await a_person(database, "ada", unit=["Company"])
    ada = replace(_READER, person_id="ada")

    found = await ask(database, "{ viewer { name capabilities unit person { externalId } } }", ada)

    assert found["viewer"] == {
        "name": "reader",
        "capabilities": ["READ_PEOPLE", "READ_TAXONOMY"],
        "unit": ["Company"],
        "person": {"externalId": "ada"},
    }
    everybody = await ask(database, "{ viewer { unit person { externalId } } }", DEVELOPMENT)
    assert everybody["viewer"] == {"unit": None, "person": None}


async def test_every_id_argument_takes_a_further_id(database: Database) -> None:
    await a_person(database, "ada")
    added = await mutate(
        database, "addPersonId", {"personId": "ada", "newId": "hr-7"}, "person { externalId furtherIds }"
    )
    assert added["person"] == {"externalId": "ada", "furtherIds": ["hr-7"]}

    assert (await ask(database, '{ person(id: "hr-7") { id } }'))["person"] == {"id": person_id("ada")}
    edited = await mutate(
        database, "editPerson", {"personId": "hr-7", "expectedRevision": 1, "name": "Ada"}, "person { externalId }"
    )
    assert edited["person"] == {"externalId": "ada"}
    taken = await mutate(database, "addPersonId", {"personId": "hr-7", "newId": "ada"}, "person { furtherIds }")
    assert taken["person"] == {"furtherIds": ["hr-7"]}
    removed = await mutate(
        database, "removePersonId", {"personId": "hr-7", "oldId": "hr-7"}, "person { furtherIds }"
    )
    assert removed["person"] == {"furtherIds": []}
    assert (await ask(database, '{ person(id: "hr-7") { id } }'))["person"] is None
