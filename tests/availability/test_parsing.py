"""Days, times and dates as people and spreadsheets write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphapi.availability.errors import (
    ImpossibleDate,
    ImpossibleTime,
    NothingBetween,
    UnknownWeekday,
)
from graphapi.availability.model import Pattern, clock
from graphapi.availability.parsing import parse_date, parse_pattern, parse_time, parse_weekday
from graphapi.calendar.errors import UnknownTimeZone
from graphapi.errors import InvalidInput


@pytest.mark.parametrize(
    ("text", "weekday"),
    [
        ("Monday", 1),
        ("mon", 1),
        ("Tuesday", 2),
        ("tue", 2),
        ("Tues", 2),
        ("2", 2),
        (" WED ", 3),
        ("weds", 3),
        ("thurs", 4),
        ("Friday", 5),
        ("sat", 6),
        ("sunday", 7),
        ("7", 7),
    ],
)
def test_a_weekday_is_read(text: str, weekday: int) -> None:
    assert parse_weekday(text) == weekday


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Tusday", "did you mean Tuesday?"),
        ("wendesday", "did you mean Wednesday?"),
        ("0", "1 to 7"),
        ("8", "1 to 7"),
        ("02", "1 to 7"),
        ("²", "1 to 7"),
        ("", "1 to 7"),
        ("t", "1 to 7"),
        ("Dienstag", "1 to 7"),
        ("m\x00n", "'m\\x00n'"),
    ],
)
def test_a_weekday_that_is_none_is_refused(text: str, says: str) -> None:
    with pytest.raises(UnknownWeekday, match=r".") as raised:
        parse_weekday(text)
    assert says in raised.value.message


@pytest.mark.parametrize(
    ("text", "minute"),
    [("16:00", 960), ("9:30", 570), ("09:30", 570), ("0:00", 0), ("23:59", 1439), (" 16:00:00 ", 960)],
)
def test_a_time_is_read(text: str, minute: int) -> None:
    assert parse_time(text) == minute
    assert parse_time(text, is_end=True) == minute


def test_24_00_is_an_end_only() -> None:
    assert parse_time("24:00", is_end=True) == 1440
    with pytest.raises(ImpossibleTime, match="24:00 can only be an end") as raised:
        parse_time("24:00")
    assert raised.value.path == ("starts",)


@pytest.mark.parametrize(
    "text",
    ["", "16", "4pm", "16.00", "16:0", "16:60", "24:01", "25:00", "-1:00", "16:00:30", "٠٩:٣٠", "16:00\n\x00"],
)
def test_a_time_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(ImpossibleTime) as raised:
        parse_time(text, is_end=True)
    assert raised.value.path == ("ends",)


@given(st.integers(0, 1440))
def test_every_minute_is_read_as_it_is_written(minute: int) -> None:
    assert parse_time(clock(minute), is_end=True) == minute


@given(st.dates(date(2000, 1, 1), date(2100, 12, 31)))
def test_every_date_is_read_as_it_is_written(day: date) -> None:
    assert parse_date(day.isoformat()) == day


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("2027-02-29", "that month has 28 days"),
        ("2027-04-31", "that month has 30 days"),
        ("2027-13-01", "months are 01 to 12"),
        ("2027-00-10", "months are 01 to 12"),
        ("2027-01-00", "that month has 31 days"),
        ("1999-12-31", "2000 to 2100"),
        ("2101-01-01", "2000 to 2100"),
        ("0000-01-01", "2000 to 2100"),
        ("03/04/2027", "is ambiguous, because countries"),
        ("46752", "is a spreadsheet's day number: write dates as YYYY-MM-DD"),
        ("20270328", "write dates as YYYY-MM-DD"),
        ("2027-03/28", "write dates as YYYY-MM-DD"),
        ("2027-W12-7", "write dates as YYYY-MM-DD"),
        ("٢٠٢٧-٠٣-٢٨", "write dates as YYYY-MM-DD"),
        ("", "write dates as YYYY-MM-DD"),
        ("x" * 10_000, "..."),
    ],
)
def test_a_date_that_is_none_is_refused(text: str, says: str) -> None:
    with pytest.raises(ImpossibleDate) as raised:
        parse_date(text, field="valid_from")
    assert says in raised.value.message
    assert len(raised.value.message) < 200
    assert raised.value.path == ("valid_from",)


def test_29_february_is_read_in_a_leap_year() -> None:
    assert parse_date("2028-02-29") == date(2028, 2, 29)


def test_a_row_of_text_becomes_a_pattern() -> None:
    pattern = parse_pattern(
        weekday="tue",
        starts="16:00",
        ends="24:00",
        time_zone=" Europe/Berlin ",
        valid_until="2027-03-28",
        format=" ",
    )
    assert pattern == Pattern(2, 960, 1440, "Europe/Berlin", valid_until=date(2027, 3, 28))


@pytest.mark.parametrize(
    ("given", "error", "field"),
    [
        ({"weekday": "someday"}, UnknownWeekday, "weekday"),
        ({"starts": "24:00"}, ImpossibleTime, "starts"),
        ({"ends": "16:00"}, NothingBetween, "ends"),
        ({"ends": "00:00"}, NothingBetween, "ends"),
        ({"time_zone": "Berlin"}, UnknownTimeZone, "time_zone"),
        ({"valid_from": "2027-02-29"}, ImpossibleDate, "valid_from"),
        ({"valid_from": "2027-02-02", "valid_until": "2027-02-01"}, NothingBetween, "valid_until"),
    ],
)
def test_a_row_that_cannot_be_right_is_refused_by_its_field(
    given: dict[str, str], error: type[InvalidInput], field: str
) -> None:
    right = {"weekday": "2", "starts": "16:00", "ends": "18:00", "time_zone": "Europe/Berlin"}
    with pytest.raises(error) as raised:
        parse_pattern(**right | given)
    assert raised.value.path == (field,)
