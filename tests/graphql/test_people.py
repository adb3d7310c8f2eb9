"""People over GraphQL."""

from typing import Any

import pytest

from graphapi.graphdb.database import Database
from graphapi.identity.viewer import Viewer
from tests.graphql.asking import as_connection, ask, mutate, person_id, refusals, schema
from tests.people.builders import a_person, a_skill

PEOPLE = """
query ($first: Int = 20, $after: String, $name: String, $unit: String, $skillId: ID, $minimumLevel: Int = 1) {
  people(first: $first, after: $after, name: $name, unit: $unit, skillId: $skillId, minimumLevel: $minimumLevel) {
    edges { node { externalId } cursor }
    pageInfo { hasNextPage hasPreviousPage endCursor }
  }
}"""
NOBODY = Viewer("nobody", frozenset())


async def _found(database: Database, **variables: Any) -> list[str]:
    people = (await ask(database, PEOPLE, **variables))["people"]
    return [edge["node"]["externalId"] for edge in people["edges"]]


async def test_a_person_is_shown_with_all_that_belongs_to_them(database: Database) -> None:
    # given
    await a_skill(database, "rust", "go")
    await a_person(database, "boss")
    await a_person(
        database,
        "ada",
        name="Ada",
        unit=["Company", "Platform"],
        function="Engineer",
        reports_to="boss",
        timeZone="Europe/London",
        languages=["en"],
        formats=["video"],
        pace="steady",
        weeklyMinutes=60,
        skills={"rust": 4, "go": 1},
        matches=1,
    )
    await mutate(
        database,
        "stateGoal",
        {"personId": "ada", "statement": "Learn Go", "targets": [{"skillId": "go", "level": 3}]},
    )
    await mutate(
        database,
        "setAvailability",
        {
            "personId": "ada",
            "expectedRevision": 1,
            "patterns": [
                {"weekday": "FRIDAY", "startsAt": "9:00", "endsAt": "24:00", "timeZone": "Europe/London"}
            ],
        },
    )
    # when, by the global id and by the imported one
    document = """query ($id: ID!) { person(id: $id) {
      id externalId name unit function manager { externalId manager { id } } timeZone languages formats pace
      mentoring places placesTaken weeklyMinutes revision
      skills { totalCount edges { node { skill { externalId label } level lastUsedOn revision } } }
      goals { totalCount edges { node {
        statement targets { skill { externalId } level weight } person { externalId }
      } } }
      availability { patterns { weekday startsAt endsAt timeZone validFrom } leaves { firstDay } }
    } }"""
    by_global_id = await ask(database, document, id=person_id("ada"))
    assert await ask(database, document, id="ada") == by_global_id
    # then
    assert by_global_id["person"] == {
        "id": person_id("ada"),
        "externalId": "ada",
        "name": "Ada",
        "unit": ["Company", "Platform"],
        "function": "Engineer",
        "manager": {"externalId": "boss", "manager": None},
        "timeZone": "Europe/London",
        "languages": ["en"],
        "formats": ["video"],
        "pace": "steady",
        "mentoring": True,
        "places": 3,
        "placesTaken": 1,
        "weeklyMinutes": 60,
        "revision": 2,
        "skills": as_connection(
            {
                "skill": {"externalId": "rust", "label": "Skill rust"},
                "level": 4,
                "lastUsedOn": None,
                "revision": 1,
            },
            {"skill": {"externalId": "go", "label": "Skill go"}, "level": 1, "lastUsedOn": None, "revision": 1},
        ),
        "goals": as_connection(
            {
                "statement": "Learn Go",
                "targets": [{"skill": {"externalId": "go"}, "level": 3, "weight": 1.0}],
                "person": {"externalId": "ada"},
            }
        ),
        "availability": {
            "patterns": [
                {
                    "weekday": "FRIDAY",
                    "startsAt": "09:00",
                    "endsAt": "24:00",
                    "timeZone": "Europe/London",
                    "validFrom": None,
                }
            ],
            "leaves": [],
        },
    }


async def test_an_unknown_person_is_null(database: Database) -> None:
    document = "query ($id: ID!) { person(id: $id) { name } }"
    assert await ask(database, document, id="nobody") == {"person": None}
    assert await ask(database, document, id=person_id("nobody")) == {"person": None}


@pytest.mark.parametrize("id_", ["", "x" * 201, "a\x00", "\ud800"])
async def test_what_cannot_be_an_id_says_so(database: Database, id_: str) -> None:
    found = await refusals(database, "query ($id: ID!) { person(id: $id) { name } }", id=id_)
    assert found == [{"code": "INVALID_INPUT", "path": ["id"]}]


async def test_pages_are_walked_with_cursors(database: Database) -> None:
    # given
    for id_, name in (("1", "Eve"), ("2", "Ada"), ("3", "Eve")):
        await a_person(database, id_, name=name)
    # when
    first = (await ask(database, PEOPLE, first=2))["people"]
    second = (await ask(database, PEOPLE, first=2, after=first["pageInfo"]["endCursor"]))["people"]
    # then
    assert [edge["node"]["externalId"] for edge in first["edges"]] == ["2", "1"]
    assert (first["pageInfo"]["hasNextPage"], first["pageInfo"]["hasPreviousPage"]) == (True, False)
    assert [edge["node"]["externalId"] for edge in second["edges"]] == ["3"]
    assert (second["pageInfo"]["hasNextPage"], second["pageInfo"]["hasPreviousPage"]) == (False, True)


async def test_what_many_people_have_is_read_at_once(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    await a_skill(database, "rust", "go")
    await a_person(database, "boss")
    for number in range(8):
        id_ = await a_person(database, f"p{number}", reports_to="boss", skills={"rust": 2, "go": 1})
        goal = {"personId": id_, "statement": "Learn Go", "targets": [{"skillId": "go", "level": 3}]}
        await mutate(database, "stateGoal", goal)
    names: list[str] = []
    read = Database.read

    async def counted(self: Database, name: str, work: Any, **more: Any) -> Any:
        names.append(name)
        return await read(self, name, work, **more)

    monkeypatch.setattr(Database, "read", counted)
    # when
    await ask(
        database,
        """{ people(first: 9) { edges { node {
          manager { name } skills { edges { node { skill { label } } } }
          goals { edges { node { targets { skill { label } } person { name } } } }
          availability { patterns { weekday } }
        } } } }""",
    )
    # then each kind of thing was read once for all of them, people and skills once more for what refers to them
    assert len(names) <= 8, names


async def test_the_skills_and_goals_of_a_person_are_read_page_by_page(database: Database) -> None:
    # given more skills than a page holds, at levels that repeat
    ids = [f"s{number:02}" for number in range(25)]
    for id_ in ids:
        await a_skill(database, id_)
    await a_person(database, "ada", skills={id_: 1 + number % 4 for number, id_ in enumerate(ids)})
    right = sorted(ids, key=lambda id_: (-(1 + ids.index(id_) % 4), id_))
    document = """query ($after: String) { person(id: "ada") { skills(first: 10, after: $after) {
      totalCount pageInfo { hasNextPage hasPreviousPage endCursor } edges { node { skill { externalId } } }
    } } }"""
    # when
    found: list[str] = []
    after: str | None = None
    while True:
        page = (await ask(database, document, after=after))["person"]["skills"]
        assert page["totalCount"] == 25
        assert page["pageInfo"]["hasPreviousPage"] == (after is not None)
        found += [edge["node"]["skill"]["externalId"] for edge in page["edges"]]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    # then
    assert found == right


async def test_people_are_filtered(database: Database) -> None:
    await a_skill(database, "rust")
    await a_person(database, "ada", unit=["Company", "Platform"], skills={"rust": 3})
    await a_person(database, "bob", unit=["Company"])
    assert await _found(database) == ["ada", "bob"]
    assert await _found(database, name="BO") == ["bob"]
    assert await _found(database, unit="Platform") == ["ada"]
    assert await _found(database, skillId="rust", minimumLevel=3) == ["ada"]
    assert await _found(database, skillId="rust", minimumLevel=4) == []


@pytest.mark.parametrize(
    ("variables", "code", "path"),
    [
        ({"first": 0}, "INVALID_INPUT", ["first"]),
        ({"first": 1_000_000}, "INVALID_INPUT", ["first"]),
        ({"after": "rubbish"}, "INVALID_INPUT", ["after"]),
        ({"name": "x" * 10_000}, "INVALID_INPUT", ["name"]),
        ({"unit": "Nowhere"}, "NOT_FOUND", ["unit"]),
        ({"skillId": "nothing"}, "NOT_FOUND", ["skillId"]),
        ({"skillId": person_id("ada")}, "INVALID_INPUT", ["skillId"]),
        ({"minimumLevel": 7}, "INVALID_INPUT", ["minimumLevel"]),
    ],
)
async def test_bad_questions_say_what_and_where(
    database: Database, variables: dict[str, Any], code: str, path: list[str]
) -> None:
    assert await refusals(database, PEOPLE, **variables) == [{"code": code, "path": path}]


async def test_a_level_is_declared_and_declared_anew(database: Database) -> None:
    # given
    await a_skill(database, "rust")
    await a_person(database, "ada")
    fields = """heldSkill { level lastUsedOn revision skill { externalId } }
      person { externalId skills { edges { node { level } } } }"""
    given: dict[str, Any] = {
        "personId": person_id("ada"),
        "skillId": "rust",
        "level": 3,
        "lastUsedOn": "2024-02-29",
    }
    # when
    first = await mutate(database, "declareSkillLevel", given | {"idempotencyKey": "k"}, fields)
    again = await mutate(database, "declareSkillLevel", given | {"idempotencyKey": "k"}, fields)
    # then
    assert (
        first
        == again
        == {
            "__typename": "DeclareSkillLevelSuccess",
            "heldSkill": {"level": 3, "lastUsedOn": "2024-02-29", "revision": 1, "skill": {"externalId": "rust"}},
            "person": {"externalId": "ada", "skills": {"edges": [{"node": {"level": 3}}]}},
        }
    )
    stale = await mutate(database, "declareSkillLevel", given)
    assert (stale["__typename"], stale["code"], stale["currentRevision"]) == (
        "StaleRevisionError",
        "STALE_REVISION",
        1,
    )
    reused = await mutate(database, "declareSkillLevel", given | {"idempotencyKey": "k", "level": 2})
    assert (reused["__typename"], reused["code"]) == ("ConflictError", "KEY_REUSED")


async def test_terms_are_set_and_what_is_left_out_stays(database: Database) -> None:
    await a_person(database, "ada", weeklyMinutes=60, languages=["en"], pace="slow")
    answer = await mutate(
        database,
        "setMentoringTerms",
        {"personId": "ada", "expectedRevision": 1, "weeklyMinutes": None, "formats": ["async"], "places": 1},
        "person { weeklyMinutes formats places languages pace mentoring revision }",
    )
    assert answer["person"] == {
        "weeklyMinutes": None,
        "formats": ["asynchronous"],
        "places": 1,
        "languages": ["en"],
        "pace": "slow",
        "mentoring": True,
        "revision": 2,
    }


@pytest.mark.parametrize(
    ("name", "given", "kind", "code", "path"),
    [
        ("declareSkillLevel", {"level": 7}, "InvalidInputError", "INVALID_INPUT", ["level"]),
        ("declareSkillLevel", {"skillId": "no"}, "NotFoundError", "NOT_FOUND", ["skillId"]),
        ("declareSkillLevel", {"skillId": person_id("a")}, "InvalidInputError", "INVALID_INPUT", ["skillId"]),
        ("declareSkillLevel", {"personId": "no"}, "NotFoundError", "NOT_FOUND", ["personId"]),
        ("declareSkillLevel", {"skillId": "cobol"}, "ConflictError", "SKILL_RETIRED", ["skillId"]),
        ("setMentoringTerms", {"places": None}, "InvalidInputError", "INVALID_INPUT", ["places"]),
        ("setMentoringTerms", {"places": 101}, "InvalidInputError", "INVALID_INPUT", ["places"]),
        ("setMentoringTerms", {"places": 0}, "ConflictError", "PLACES_TAKEN", ["places"]),
        (
            "setMentoringTerms",
            {"languages": ["en", "?"]},
            "InvalidInputError",
            "INVALID_INPUT",
            ["languages", "1"],
        ),
        ("setMentoringTerms", {"personId": "no"}, "NotFoundError", "NOT_FOUND", ["personId"]),
        ("setMentoringTerms", {"personId": "x" * 300}, "InvalidInputError", "INVALID_INPUT", ["personId"]),
        (
            "setMentoringTerms",
            {"expectedRevision": 9, "places": 2},
            "StaleRevisionError",
            "STALE_REVISION",
            ["expectedRevision"],
        ),
    ],
)
async def test_refusals_are_typed(
    database: Database, name: str, given: dict[str, Any], kind: str, code: str, path: list[str]
) -> None:
    await a_skill(database, "rust")
    await a_skill(database, "cobol", status="retired")
    await a_person(database, "ada", matches=1)
    right: dict[str, Any] = {"personId": "ada"}
    right |= {"skillId": "rust", "level": 1} if name == "declareSkillLevel" else {"expectedRevision": 1}
    answer = await mutate(database, name, right | given)
    assert (answer["__typename"], answer["code"], answer["path"]) == (kind, code, path)
    assert answer["message"]


async def test_who_may_nothing_gets_nothing(database: Database) -> None:
    # given
    await a_skill(database, "rust")
    await a_person(database, "ada")
    # then reading is refused on every road
    for document in (
        '{ person(id: "ada") { name } }',
        "{ people { edges { cursor } } }",
        '{ goal(id: "x") { id } }',
    ):
        assert await refusals(database, document, NOBODY) == [{"code": "NOT_ALLOWED"}]
    # and so is every edit
    for name, given in (
        ("declareSkillLevel", {"personId": "ada", "skillId": "rust", "level": 1}),
        ("setMentoringTerms", {"personId": "ada", "expectedRevision": 1}),
        ("setAvailability", {"personId": "ada", "expectedRevision": 1, "patterns": []}),
        ("stateGoal", {"personId": "ada", "statement": "x", "targets": []}),
        ("reviseGoal", {"goalId": "x", "expectedRevision": 1}),
        ("closeGoal", {"goalId": "x", "expectedRevision": 1, "outcome": "ACHIEVED"}),
    ):
        assert (await mutate(database, name, given, viewer=NOBODY))["__typename"] == "NotAllowedError"


async def test_everything_is_described() -> None:
    for name, kind in schema._schema.type_map.items():  # pyright: ignore[reportPrivateUsage]
        if name.startswith("__") or name in ("Query", "Mutation"):
            continue
        assert kind.description, name
        for field_name, field in getattr(kind, "fields", {}).items():
            assert field.description, f"{name}.{field_name}"
            for argument_name, argument in getattr(field, "args", {}).items():
                assert argument.description, f"{name}.{field_name}({argument_name}:)"
