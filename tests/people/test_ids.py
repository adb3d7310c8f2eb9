"""Whatever people call somebody, what was written is what is read: by the id given and by the id of the API."""

import unicodedata
from pathlib import Path
from typing import Any

import pytest

from graphapi.checking import check_map
from graphapi.graphdb.database import Database
from graphapi.importing.problems import ImportRefused
from graphapi.wire.node import encode_global_id
from tests.graphql.asking import ask, mutate
from tests.importing.folders import a_folder, as_csv, import_folder
from tests.people.builders import a_person

_VICTIM = "p000002"
_READS_AS_VICTIM = encode_global_id("Person", _VICTIM).removeprefix("~")
_GIVEN = [
    _VICTIM,
    # As global ids looked before they had a mark, also of what is no person.
    _READS_AS_VICTIM,
    encode_global_id("Person", _READS_AS_VICTIM).removeprefix("~"),
    encode_global_id("Skill", "py").removeprefix("~"),
    _READS_AS_VICTIM + "=",
    f"Person:{_VICTIM}",
    _VICTIM.upper(),
    "00123",
    "123",
    "Zoë 李",
    "'; MATCH (n) DETACH DELETE n //",
    "$id",
    "a~b",
    "\uff5ep",
]


async def _pace_of_everybody(database: Database) -> dict[str, str | None]:
    document = "{ people(first: 100) { edges { node { externalId pace } } } }"
    edges: list[dict[str, Any]] = (await ask(database, document))["people"]["edges"]
    return {edge["node"]["externalId"]: edge["node"]["pace"] for edge in edges}


@pytest.mark.parametrize("door", ["import", "mutation"])
async def test_an_edit_changes_whom_it_names(database: Database, tmp_path: Path, door: str) -> None:
    if door == "import":
        rows = [("id", "name"), *((unicodedata.normalize("NFD", id), "Ada") for id in _GIVEN)]
        await import_folder(database, a_folder(tmp_path, people=as_csv(rows)))
    else:
        for id in _GIVEN:
            answer = await mutate(database, "addPerson", {"id": id, "name": "Ada"}, "person { id externalId }")
            assert answer["person"] == {"id": encode_global_id("Person", id), "externalId": id}
    expected: dict[str, str | None] = dict.fromkeys(_GIVEN)
    assert await _pace_of_everybody(database) == expected

    for number, id in enumerate(_GIVEN):
        for given in (id, encode_global_id("Person", id), unicodedata.normalize("NFD", id)):
            found = await ask(database, "query ($id: ID!) { person(id: $id) { externalId revision } }", id=given)
            assert found["person"]["externalId"] == id
            pace = f"{number} {given[:1]}"
            terms = {"personId": given, "expectedRevision": found["person"]["revision"], "pace": pace}
            assert (await mutate(database, "setMentoringTerms", terms))["__typename"] == "SetMentoringTermsSuccess"
            expected[id] = pace
        assert await _pace_of_everybody(database) == expected


async def test_no_door_takes_an_id_that_begins_like_one_of_the_api(database: Database, tmp_path: Path) -> None:
    taken = encode_global_id("Person", _VICTIM)
    assert await mutate(database, "addPerson", {"id": f" {taken}", "name": "Ada"}) == {
        "__typename": "InvalidInputError",
        "code": "INVALID_INPUT",
        "message": "An id begins with ~, which is reserved for ids made by the API; choose another first character.",
        "path": ["id"],
    }
    folder = a_folder(
        tmp_path,
        people=f"id,name,reports_to\n{taken},Ada,\nbo,Bo,~bo\n",
        skills=f"id,label,cluster\n\ufeff{taken},Knitting,~c\n",
        goals=f"goal_id,person_id,skill,target_level\n~g,bo,{taken},2\n",
    )
    with pytest.raises(ImportRefused) as caught:
        await import_folder(database, folder)
    said = {
        (problem.file, problem.column)
        for problem in caught.value.problems
        if "which is reserved for ids made by" in problem.reason
    }
    assert said == {
        ("people.csv", "id"),
        ("people.csv", "reports_to"),
        ("skills.csv", "id"),
        ("goals.csv", "goal_id"),
    }


async def test_a_check_names_stored_ids_that_no_door_takes_and_finds_the_map_right(database: Database) -> None:
    decomposed = unicodedata.normalize("NFD", "zoë")
    for id in ("~ada", decomposed, "zoë 2"):
        await a_person(database, id)

    report = await check_map(database)

    assert report.right
    only = "can only be found by its global id: its own id"
    assert report.ids == (
        f"The person {decomposed!r} {only} is not in Unicode's composed form (NFC).",
        f"The person '~ada' {only} begins with ~.",
    )
    for id in ("~ada", decomposed):
        document = "query ($id: ID!) { person(id: $id) { externalId } }"
        assert (await ask(database, document, id=encode_global_id("Person", id)))["person"] == {"externalId": id}
