"""A pattern, a leave or a slot that cannot be right is refused, with the field and what to do."""

from datetime import date
from typing import Any

import pytest

from graphapi.availability.errors import (
    ImpossibleDate,
    ImpossibleTime,
    InvalidAvailability,
    NothingBetween,
    UnknownWeekday,
)
from graphapi.availability.model import Leave, Pattern, Slot, clock
from graphapi.calendar.errors import UnknownTimeZone
from graphapi.errors import InvalidInput

RIGHT: dict[str, Any] = {"weekday": 2, "starts": 960, "ends": 1080, "time_zone": "Europe/Berlin"}


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"starts": 0, "ends": 1440},
        {"starts": 1439, "ends": 1440},
        {"valid_from": date(2028, 2, 29), "valid_until": date(2028, 2, 29)},
        {"valid_from": date(2000, 1, 1), "valid_until": date(2100, 12, 31)},
        {"format": "video"},
    ],
)
def test_a_pattern_that_is_right_is_kept_as_said(given: dict[str, Any]) -> None:
    pattern = Pattern(**RIGHT | given)
    assert {name: getattr(pattern, name) for name in RIGHT | given} == RIGHT | given


@pytest.mark.parametrize(
    ("given", "error", "field", "says"),
    [
        ({"weekday": 0}, UnknownWeekday, "weekday", "weekday 0 does not exist"),
        ({"weekday": 8}, UnknownWeekday, "weekday", "use 1 (Monday) to 7 (Sunday)"),
        ({"starts": -1}, ImpossibleTime, "starts", "outside the day"),
        ({"starts": 1440, "ends": 1440}, ImpossibleTime, "starts", "24:00 can only be an end"),
        ({"starts": 1441}, ImpossibleTime, "starts", "outside the day"),
        ({"ends": 1441}, ImpossibleTime, "ends", "outside the day"),
        ({"ends": -5}, ImpossibleTime, "ends", "outside the day"),
        ({"ends": 960}, NothingBetween, "ends", "16:00 to 16:00 does not end after it starts"),
        ({"starts": 1320, "ends": 60}, NothingBetween, "ends", "two, 22:00 to 24:00 and 00:00 to 01:00"),
        ({"starts": 1320, "ends": 0}, NothingBetween, "ends", "write 24:00"),
        ({"starts": 0, "ends": 0}, NothingBetween, "ends", "write 24:00"),
        ({"time_zone": "Europe/Berln"}, UnknownTimeZone, "time_zone", "did you mean Europe/Berlin?"),
        ({"time_zone": ""}, UnknownTimeZone, "time_zone", "such as Europe/Berlin"),
        ({"valid_from": date(1999, 12, 31)}, ImpossibleDate, "valid_from", "2000 to 2100"),
        ({"valid_until": date(2101, 1, 1)}, ImpossibleDate, "valid_until", "2000 to 2100"),
        (
            {"valid_from": date(2027, 1, 2), "valid_until": date(2027, 1, 1)},
            NothingBetween,
            "valid_until",
            "2027-01-01 comes before 2027-01-02",
        ),
        ({"format": ""}, InvalidAvailability, "format", "printable characters"),
        ({"format": "a\nb"}, InvalidAvailability, "format", "'a\\nb'"),
        ({"format": "x" * 61}, InvalidAvailability, "format", "1 to 60"),
    ],
)
def test_a_pattern_that_cannot_be_right_is_refused(
    given: dict[str, Any], error: type[InvalidInput], field: str, says: str
) -> None:
    with pytest.raises(error) as raised:
        Pattern(**RIGHT | given)
    assert raised.value.path == (field,)
    assert says in raised.value.message
    assert isinstance(raised.value, InvalidInput)


def test_the_format_does_not_change_the_timing() -> None:
    assert Pattern(**RIGHT).timing == Pattern(**RIGHT, format="video").timing
    assert Pattern(**RIGHT) != Pattern(**RIGHT, format="video")


@pytest.mark.parametrize(
    ("first", "last", "zone", "error", "field"),
    [
        (date(2026, 7, 2), date(2026, 7, 1), "UTC", NothingBetween, "last_day"),
        (date(1970, 1, 1), date(2026, 7, 1), "UTC", ImpossibleDate, "first_day"),
        (date(2026, 7, 1), date(2300, 1, 1), "UTC", ImpossibleDate, "last_day"),
        (date(2026, 7, 1), date(2026, 7, 1), "Mars", UnknownTimeZone, "time_zone"),
    ],
)
def test_a_leave_that_cannot_be_right_is_refused(
    first: date, last: date, zone: str, error: type[InvalidInput], field: str
) -> None:
    with pytest.raises(error) as raised:
        Leave(first, last, zone)
    assert raised.value.path == (field,)


@pytest.mark.parametrize(("weekday", "minute"), [(0, 0), (8, 0), (1, -30), (1, 1440), (1, 15)])
def test_a_slot_is_one_of_336(weekday: int, minute: int) -> None:
    with pytest.raises(InvalidAvailability):
        Slot(weekday, minute)


def test_there_are_336_slots() -> None:
    assert len({Slot(weekday, minute) for weekday in range(1, 8) for minute in range(0, 1440, 30)}) == 336


def test_a_clock_is_read_as_people_write_it() -> None:
    assert [clock(minute) for minute in (0, 570, 1439, 1440)] == ["00:00", "09:30", "23:59", "24:00"]
