"""Mentor matches and explanations over GraphQL, in a small known world."""

from typing import Any

import pytest

from graphapi.graphdb.database import Database
from graphapi.wire.node import encode_global_id
from tests.api_client import Client, client_of
from tests.matching.world import WEEK, Aim, Mentor, World, load

_QUERY = """
query (
  $id: ID!, $goals: [ID!], $minimum: Int! = 60, $session: Int, $week: Date, $first: Int! = 20, $after: String
) {
  mentorMatches(
    menteeId: $id, goalIds: $goals, minimumSharedMinutes: $minimum, minimumSessionMinutes: $session, week: $week,
    first: $first, after: $after
  ) {
    week policyVersion hints
    edges {
      cursor distance proximity sharedMinutes longestSharedMinutes exactTargets sharedTime pathCount
      slots { startsAt endsAt weekday minute formats }
      why { text share nearness fit value skill { externalId } target { externalId } via { externalId } }
      goalProximities { goalId proximity weight }
      node { id externalId name }
    }
    pageInfo { hasNextPage endCursor }
  }
}
"""
_SLOTS = frozenset({(2, 840), (2, 870)})


@pytest.fixture
async def world(database: Database) -> World:
    world = World(
        ["go", "rust", "c"],
        [("go", "rust", "RELATED", 0.8), ("c", "rust", "BROADER", 1.0)],
        {
            "ada": Mentor({"go": 1}, slots=_SLOTS, languages=("en",)),
            "bo": Mentor({"go": 4}, slots=_SLOTS),
            "cy": Mentor({"rust": 3, "c": 4}, slots=_SLOTS),
            "di": Mentor({"go": 4}, slots=frozenset({(2, 840)})),
            "ed": Mentor({"go": 4}, slots=_SLOTS, languages=("fr",), mentoring=False),
        },
        {"grow": Aim("ada", {"go": (3, 1.0)})},
    )
    await load(database, world)
    return world


async def _ask(database: Database, **variables: Any) -> dict[str, Any]:
    async with client_of(database) as client:
        return (await client.data(_QUERY, week=WEEK.isoformat(), **variables))["mentorMatches"]


async def test_mentors_come_nearest_first_with_reasons(database: Database, world: World) -> None:
    answer = await _ask(database, id="ada")

    assert [edge["node"]["externalId"] for edge in answer["edges"]] == ["bo", "cy"]
    first, second = answer["edges"]
    assert first["distance"] == 0.5
    assert first["distance"] + first["proximity"] == pytest.approx(1)
    assert first["sharedMinutes"] == 60
    assert first["sharedTime"] == ["Tuesday 14:00-15:00 UTC"]
    assert [slot["startsAt"] for slot in first["slots"]] == [
        "2027-03-02T14:00:00+00:00",
        "2027-03-02T14:30:00+00:00",
    ]
    assert first["why"][0]["text"] == "Holds Skill go at level 4; the goal is level 3 (100%)."
    assert [
        (reason["skill"]["externalId"], [v["externalId"] for v in reason["via"]]) for reason in second["why"]
    ] == [
        ("rust", []),
        ("c", ["rust"]),
    ]
    assert second["pathCount"] == 2
    assert answer["policyVersion"] == 1
    assert answer["week"] == WEEK.isoformat()


async def test_time_is_shown_to_the_minute_with_its_formats_and_a_session_can_be_asked_for(
    database: Database,
) -> None:
    pieces = ((2, 840, 10, 30, ("video",)), (2, 870, 0, 25, ()))
    people = {"ada": Mentor(slots=_SLOTS), "bo": Mentor({"go": 4}, pieces=pieces)}
    await load(database, World(["go"], [], people, {"grow": Aim("ada", {"go": (3, 1.0)})}))

    [edge] = (await _ask(database, id="ada", minimum=45, session=45))["edges"]

    assert (edge["sharedMinutes"], edge["longestSharedMinutes"]) == (45, 45)
    assert edge["sharedTime"] == ["Tuesday 14:10-14:55 UTC"]
    assert edge["slots"] == [
        {
            "startsAt": "2027-03-02T14:10:00+00:00",
            "endsAt": "2027-03-02T14:30:00+00:00",
            "weekday": 2,
            "minute": 850,
            "formats": ["video"],
        },
        {
            "startsAt": "2027-03-02T14:30:00+00:00",
            "endsAt": "2027-03-02T14:55:00+00:00",
            "weekday": 2,
            "minute": 870,
            "formats": [],
        },
    ]
    assert (await _ask(database, id="ada", minimum=45, session=46))["edges"] == []


async def test_ids_may_be_global_or_imported(database: Database, world: World) -> None:
    imported = await _ask(database, id="ada", goals=["grow"])
    globally = await _ask(database, id=encode_global_id("Person", "ada"), goals=[encode_global_id("Goal", "grow")])
    assert imported == globally


async def test_pages_follow_the_cursor(database: Database, world: World) -> None:
    whole = await _ask(database, id="ada", minimum=0)
    first = await _ask(database, id="ada", minimum=0, first=1)
    second = await _ask(database, id="ada", minimum=0, first=100, after=first["pageInfo"]["endCursor"])

    assert first["pageInfo"]["hasNextPage"]
    assert not second["pageInfo"]["hasNextPage"]
    assert first["edges"] + second["edges"] == whole["edges"]


@pytest.mark.parametrize(
    ("variables", "code", "said"),
    [
        ({"id": "nobody"}, "NOT_FOUND", "nobody"),
        ({"id": ""}, "INVALID_INPUT", "empty"),
        ({"id": "x" * 10_000}, "INVALID_INPUT", "200 characters"),
        ({"id": "a\x00b"}, "INVALID_INPUT", "control characters"),
        ({"id": encode_global_id("Skill", "go")}, "INVALID_INPUT", "id of a Skill; a Person is needed"),
        ({"id": "ada", "goals": ["none"]}, "NOT_FOUND", "none"),
        ({"id": "ada", "goals": []}, "INVALID_INPUT", "goalIds"),
        ({"id": "ada", "first": 0}, "INVALID_INPUT", "between 1 and 100"),
        ({"id": "ada", "minimum": -5}, "INVALID_INPUT", "between 0 and 10080"),
        ({"id": "ada", "after": "nonsense"}, "INVALID_INPUT", "cursor"),
    ],
)
async def test_bad_questions_get_typed_errors(
    database: Database, world: World, variables: dict[str, Any], code: str, said: str
) -> None:
    async with client_of(database) as client:
        found, message = await client.error(_QUERY, week=WEEK.isoformat(), **variables)
    assert (found, said in message) == (code, True), message


async def test_a_million_at_once_is_too_much(database: Database, world: World) -> None:
    async with client_of(database) as client:
        answer = await client.ask(_QUERY, id="ada", first=1_000_000)
    assert answer["errors"][0]["extensions"]["code"] in ("INVALID_INPUT", "QUERY_TOO_COSTLY")


_EXPLAIN = """
query ($mentee: ID!, $mentor: ID!, $week: Date) {
  explainMatch(menteeId: $mentee, mentorId: $mentor, week: $week) {
    rank rankWithoutRules rankedMentors summary distance
    mentor { externalId } rules { rule holds reason remedy }
  }
}
"""


async def _explain(client: Client, mentor: str) -> dict[str, Any]:
    answer = await client.data(_EXPLAIN, mentee="ada", mentor=mentor, week=WEEK.isoformat())
    return answer["explainMatch"]


async def test_an_explanation_names_the_rule_and_the_remedy(database: Database, world: World) -> None:
    async with client_of(database) as client:
        ranked, short, off = [await _explain(client, mentor) for mentor in ("bo", "di", "ed")]

    assert (ranked["rank"], ranked["summary"]) == (1, "Ranked 1 of 2.")
    assert (short["rank"], short["rankWithoutRules"], short["distance"]) == (None, 2, 0.5)
    (broken,) = [rule for rule in short["rules"] if not rule["holds"]]
    assert broken["rule"] == "SHARED_TIME"
    assert "30 more minutes" in broken["remedy"]
    assert [rule["rule"] for rule in off["rules"] if not rule["holds"]] == ["MENTORING", "COMMON_LANGUAGE"]
