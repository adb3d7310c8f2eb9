"""Availability over GraphQL."""

from typing import Any

import pytest

from graphapi.graphdb.database import Database
from tests.graphql.asking import mutate
from tests.people.builders import a_person

PATTERN: dict[str, Any] = {
    "weekday": "MONDAY",
    "startsAt": "16:00",
    "endsAt": "18:00",
    "timeZone": "Europe/Berlin",
}
LEAVE: dict[str, Any] = {"firstDay": "2027-03-26", "lastDay": "2027-03-29", "timeZone": "Europe/Berlin"}
PERSON = """person { revision availability {
  patterns { weekday startsAt endsAt timeZone validFrom validUntil format } leaves { firstDay lastDay timeZone }
} }"""


async def _set(database: Database, **given: Any) -> dict[str, Any]:
    return await mutate(
        database, "setAvailability", {"personId": "ada", "expectedRevision": 1, "patterns": [], **given}, PERSON
    )


async def test_availability_is_set_as_said(database: Database) -> None:
    # given
    await a_person(database, "ada")
    said = PATTERN | {"validFrom": "2027-03-01", "validUntil": "2027-03-28", "format": "Async"}
    # when
    answer = await _set(database, patterns=[said], leaves=[LEAVE])
    # then
    assert answer == {
        "__typename": "SetAvailabilitySuccess",
        "person": {
            "revision": 2,
            "availability": {"patterns": [said | {"format": "asynchronous"}], "leaves": [LEAVE]},
        },
    }


@pytest.mark.parametrize(
    ("given", "code", "path"),
    [
        ({"patterns": [PATTERN, PATTERN | {"timeZone": "Europe/Berlim"}]}, "UNKNOWN_TIME_ZONE", ["1", "timeZone"]),
        ({"patterns": [PATTERN | {"endsAt": "15:00"}]}, "NOTHING_BETWEEN", ["0", "endsAt"]),
        ({"patterns": [PATTERN | {"startsAt": "24:00"}]}, "IMPOSSIBLE_TIME", ["0", "startsAt"]),
        ({"patterns": [PATTERN | {"endsAt": "25:00"}]}, "IMPOSSIBLE_TIME", ["0", "endsAt"]),
        ({"patterns": [PATTERN | {"validFrom": "1999-01-01"}]}, "IMPOSSIBLE_DATE", ["0", "validFrom"]),
        ({"patterns": [PATTERN | {"format": "\x07"}]}, "INVALID_AVAILABILITY", ["0", "format"]),
        ({"patterns": [PATTERN] * 201}, "INVALID_INPUT", []),
        ({"leaves": [LEAVE | {"lastDay": "2027-03-01"}]}, "NOTHING_BETWEEN", ["0", "lastDay"]),
    ],
)
async def test_what_cannot_be_says_which_entry(
    database: Database, given: dict[str, Any], code: str, path: list[str]
) -> None:
    await a_person(database, "ada")
    answer = await _set(database, **given)
    assert (answer["__typename"], answer["code"]) == ("InvalidInputError", code)
    assert answer["path"] == [next(iter(given)), *path]


async def test_a_stale_editor_is_told_the_current_revision(database: Database) -> None:
    await a_person(database, "ada", revision=3)
    answer = await _set(database, patterns=[PATTERN], expectedRevision=2)
    assert (answer["__typename"], answer["currentRevision"]) == ("StaleRevisionError", 3)
