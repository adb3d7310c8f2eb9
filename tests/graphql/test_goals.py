"""Goals over GraphQL."""

from typing import Any

import pytest

from graphapi.graphdb.database import Database
from graphapi.wire.node import encode_global_id
from tests.graphql.asking import ask, mutate, person_id, refusals
from tests.people.builders import a_person, a_skill

GOAL = "goal { id externalId statement dueOn status outcome priority revision targets { level weight } }"


async def _world(database: Database) -> None:
    await a_skill(database, "rust", "go")
    await a_skill(database, "cobol", status="retired")
    await a_person(database, "ada")


def _stated(**more: Any) -> dict[str, Any]:
    return {"personId": "ada", "statement": "Learn Rust", "targets": [{"skillId": "rust", "level": 3}], **more}


async def test_a_goal_lives_from_stating_to_closing(database: Database) -> None:
    # given
    await _world(database)
    # when it is stated
    stated = await mutate(
        database,
        "stateGoal",
        {
            "personId": person_id("ada"),
            "statement": "Learn Rust",
            "dueOn": "2028-02-29",
            "targets": [{"skillId": encode_global_id("Skill", "rust"), "level": 3, "weight": 2}],
            "idempotencyKey": "once",
        },
        GOAL,
    )
    goal = stated["goal"]
    assert goal == {
        "id": encode_global_id("Goal", goal["externalId"]),
        "externalId": goal["externalId"],
        "statement": "Learn Rust",
        "dueOn": "2028-02-29",
        "status": "ACTIVE",
        "outcome": None,
        "priority": 1.0,
        "revision": 1,
        "targets": [{"level": 3, "weight": 2.0}],
    }
    # then it is read
    document = "query ($id: ID!) { goal(id: $id) { statement person { externalId } } }"
    assert await ask(database, document, id=goal["id"]) == {
        "goal": {"statement": "Learn Rust", "person": {"externalId": "ada"}}
    }
    # when it is revised, then what is left out stays and null takes back
    revised = await mutate(
        database, "reviseGoal", {"goalId": goal["id"], "expectedRevision": 1, "dueOn": None, "priority": 3}, GOAL
    )
    assert revised["goal"] == goal | {"dueOn": None, "priority": 3.0, "revision": 2}
    stale = await mutate(database, "reviseGoal", {"goalId": goal["id"], "expectedRevision": 1, "priority": 4})
    assert (stale["__typename"], stale["currentRevision"]) == ("StaleRevisionError", 2)
    # when it is closed
    closed = await mutate(
        database, "closeGoal", {"goalId": goal["externalId"], "expectedRevision": 2, "outcome": "ACHIEVED"}, GOAL
    )
    assert (closed["goal"]["status"], closed["goal"]["outcome"]) == ("CLOSED", "ACHIEVED")
    # then it is among the goals of its person only when closed ones are asked for
    document = """{ person(id: "ada") {
      active: goals { edges { node { id } } } all: goals(closed: true) { edges { node { id } } }
    } }"""
    assert await ask(database, document) == {
        "person": {"active": {"edges": []}, "all": {"edges": [{"node": {"id": goal["id"]}}]}}
    }


@pytest.mark.parametrize(
    ("given", "kind", "code", "path"),
    [
        ({"targets": []}, "InvalidInputError", "INVALID_INPUT", ["targets"]),
        (
            {"targets": [{"skillId": "rust", "level": 7}]},
            "InvalidInputError",
            "INVALID_INPUT",
            ["targets", "0", "level"],
        ),
        ({"targets": [{"skillId": "no", "level": 1}]}, "NotFoundError", "NOT_FOUND", ["targets", "0", "skillId"]),
        (
            {"targets": [{"skillId": "", "level": 1}]},
            "InvalidInputError",
            "INVALID_INPUT",
            ["targets", "0", "skillId"],
        ),
        (
            {"targets": [{"skillId": "cobol", "level": 1}]},
            "ConflictError",
            "SKILL_RETIRED",
            ["targets", "0", "skillId"],
        ),
        ({"statement": ""}, "InvalidInputError", "INVALID_INPUT", ["statement"]),
        ({"statement": "\ud800"}, "InvalidInputError", "INVALID_INPUT", ["statement"]),
        ({"dueOn": "1999-12-31"}, "InvalidInputError", "INVALID_INPUT", ["dueOn"]),
        ({"personId": "no"}, "NotFoundError", "NOT_FOUND", ["personId"]),
        ({"idempotencyKey": "x" * 201}, "InvalidInputError", "INVALID_INPUT", ["idempotencyKey"]),
    ],
)
async def test_refusals_are_typed(
    database: Database, given: dict[str, Any], kind: str, code: str, path: list[str]
) -> None:
    await _world(database)
    answer = await mutate(database, "stateGoal", _stated(**given))
    assert (answer["__typename"], answer["code"], answer["path"]) == (kind, code, path)
    assert answer["message"]


@pytest.mark.parametrize("field", ["statement", "targets", "priority"])
async def test_what_a_goal_needs_cannot_be_taken_back(database: Database, field: str) -> None:
    await _world(database)
    goal = (await mutate(database, "stateGoal", _stated(), GOAL))["goal"]
    answer = await mutate(database, "reviseGoal", {"goalId": goal["id"], "expectedRevision": 1, field: None})
    assert (answer["__typename"], answer["path"]) == ("InvalidInputError", [field])


async def test_a_day_that_does_not_exist_is_refused(database: Database) -> None:
    document = "mutation ($input: StateGoalInput!) { stateGoal(input: $input) { __typename } }"
    found = await refusals(database, document, input=_stated(dueOn="2027-02-29"))
    assert [extensions["code"] for extensions in found] == ["INVALID_INPUT"]


async def test_an_unknown_goal_is_null_or_not_found(database: Database) -> None:
    assert await ask(database, '{ goal(id: "none") { id } }') == {"goal": None}
    answer = await mutate(database, "closeGoal", {"goalId": "none", "expectedRevision": 1, "outcome": "ABANDONED"})
    assert (answer["code"], answer["path"]) == ("NOT_FOUND", ["goalId"])
