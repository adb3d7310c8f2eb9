"""Half-hours joined into spans, in UTC and on somebody's wall clock."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphapi.availability.display import Span, describe_pattern, merge_slots, spans_in_zone
from graphapi.availability.model import Pattern, Slot
from graphapi.availability.sharing import FreePiece
from graphapi.calendar.errors import UnknownTimeZone
from graphapi.calendar.weeks import horizon, monday_of, week_number, week_of

TUESDAY, SUNDAY = 2, 7


def slots(weekday: int, *minutes: int) -> list[Slot]:
    return [Slot(weekday, minute) for minute in minutes]


def test_neighbours_are_joined_whatever_their_order() -> None:
    spans = merge_slots([*slots(TUESDAY, 870, 840, 900, 840), *slots(1, 0)])
    assert [str(span) for span in spans] == ["Monday 00:00-00:30 UTC", "Tuesday 14:00-15:30 UTC"]
    assert [span.minutes for span in spans] == [30, 90]


def test_a_span_crosses_midnight_but_not_the_end_of_the_week() -> None:
    over_midnight = merge_slots([*slots(TUESDAY, 1380, 1410), *slots(3, 0)])
    assert [str(span) for span in over_midnight] == ["Tuesday 23:00-Wednesday 00:30 UTC"]
    ends_of_the_week = merge_slots([*slots(SUNDAY, 1410), *slots(1, 0)])
    assert [str(span) for span in ends_of_the_week] == ["Monday 00:00-00:30 UTC", "Sunday 23:30-24:00 UTC"]


def test_nothing_joins_to_nothing() -> None:
    assert merge_slots([]) == ()
    assert spans_in_zone([], date(2026, 3, 2), "UTC") == ()


def test_pieces_are_joined_to_the_minute() -> None:
    starts = 1440 + 840
    pieces = [
        FreePiece(starts + 15, starts + 30),
        FreePiece(starts + 30, starts + 55),
        FreePiece(starts + 56, starts + 60),
    ]
    assert [str(span) for span in merge_slots(pieces)] == ["Tuesday 14:15-14:55 UTC", "Tuesday 14:56-15:00 UTC"]


@given(st.sets(st.builds(Slot, st.integers(1, 7), st.integers(0, 47).map(lambda half: half * 30))))
def test_spans_are_the_slots_and_never_touch(chosen: set[Slot]) -> None:
    spans = merge_slots(chosen)
    within = {minute for span in spans for minute in range(span.starts, span.ends, 30)}
    assert within == {(slot.weekday - 1) * 1440 + slot.minute for slot in chosen}
    assert all(one.ends < following.starts for one, following in pairwise(spans))


def test_a_span_is_read_on_a_wall_clock_of_that_week() -> None:
    chosen = slots(TUESDAY, 840, 870, 900)
    assert [str(one) for one in spans_in_zone(chosen, date(2026, 3, 5), "Europe/Berlin")] == [
        "Tuesday 3 March 2026 15:00-16:30"
    ]
    assert [str(one) for one in spans_in_zone(chosen, date(2026, 4, 5), "Europe/Berlin")] == [
        "Tuesday 31 March 2026 16:00-17:30"
    ]
    assert [str(one) for one in spans_in_zone(chosen, date(2026, 3, 5), "Pacific/Auckland")] == [
        "Wednesday 4 March 2026 03:00-04:30"
    ]


def test_midnight_is_24_00_as_an_end() -> None:
    assert [str(one) for one in spans_in_zone(slots(TUESDAY, 1410), date(2026, 3, 2), "UTC")] == [
        "Tuesday 3 March 2026 23:30-24:00"
    ]
    assert [str(one) for one in spans_in_zone([*slots(TUESDAY, 1410), *slots(3, 0)], date(2026, 3, 2), "UTC")] == [
        "Tuesday 3 March 2026 23:30-Wednesday 4 March 2026 00:30"
    ]


def test_a_change_of_the_clock_inside_a_span_is_shown() -> None:
    # given 00:00 to 02:00 UTC of 25 October 2026, which Berlin reads as 02:00 to 03:00 of its second pass
    (span,) = spans_in_zone(slots(SUNDAY, 0, 30, 60, 90), date(2026, 10, 19), "Europe/Berlin")
    assert str(span) == "Sunday 25 October 2026 02:00 (UTC+02:00)-03:00 (UTC+01:00)"
    assert span.minutes == 120


def test_a_zone_that_does_not_exist_is_refused() -> None:
    with pytest.raises(UnknownTimeZone):
        spans_in_zone([], date(2026, 3, 2), "Europe/Berln")


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (Pattern(2, 960, 1080, "Europe/Berlin"), "Tuesdays 16:00-18:00 Europe/Berlin"),
        (
            Pattern(7, 0, 1440, "Asia/Kathmandu", date(2027, 1, 4), date(2027, 3, 28), "video"),
            "Sundays 00:00-24:00 Asia/Kathmandu, from 2027-01-04, until 2027-03-28, video",
        ),
    ],
)
def test_a_pattern_is_described_in_words(pattern: Pattern, words: str) -> None:
    assert describe_pattern(pattern) == words


def test_spans_sort_by_time() -> None:
    assert Span(0, 60) < Span(30, 60)


@given(st.dates(date(1990, 1, 1), date(2110, 1, 1)))
def test_a_week_is_its_monday(day: date) -> None:
    monday = week_of(day)
    assert monday.weekday() == 0
    assert 0 <= (day - monday).days <= 6
    assert monday_of(week_number(day)) == monday


def test_the_horizon_runs_from_5_weeks_before_to_79_after() -> None:
    first, until = horizon(date(2026, 3, 5))
    assert (first, until) == (date(2026, 1, 26), date(2027, 9, 6))
    assert first.weekday() == until.weekday() == 0
