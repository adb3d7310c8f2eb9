"""Named cases of `free_intervals`: each clock change, zone and boundary that people meet."""

from datetime import date, timedelta

import pytest

from graphapi.availability import slots
from graphapi.availability.errors import ImpossibleDate, NothingBetween
from graphapi.availability.model import FreeInterval, Leave, Pattern
from graphapi.availability.slots import free_in_week, free_intervals
from graphapi.calendar.weeks import week_of

from .twin import twin_intervals

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = range(1, 8)


def at(hour: int, minute: int = 0) -> int:
    return hour * 60 + minute


def slots_of(said: list[Pattern], week: date, away: list[Leave] | None = None) -> list[tuple[int, ...]]:
    """The free half-hours of one week, with the minutes of those in part, after the twin has agreed."""
    until = week + timedelta(weeks=1)
    intervals = free_intervals(said, week, until, away or ())
    assert intervals == twin_intervals(said, week, until, away or ())
    return [
        (one.weekday, one.minute)
        if (one.begins, one.ends) == (0, 30)
        else (one.weekday, one.minute, one.begins, one.ends)
        for one in intervals
    ]


def test_berlin_keeps_its_local_hour_when_summer_begins() -> None:
    # given Tuesdays 16:00 to 17:00 in Berlin, and the change of 29 March 2026
    said = [Pattern(TUESDAY, at(16), at(17), "Europe/Berlin")]

    # when
    intervals = free_intervals(said, date(2026, 3, 16), date(2026, 4, 13))

    # then it moves from 15:00 to 14:00 UTC with the first week of summer time
    assert intervals == (
        FreeInterval(TUESDAY, at(14), date(2026, 3, 30), date(2026, 4, 13)),
        FreeInterval(TUESDAY, at(14, 30), date(2026, 3, 30), date(2026, 4, 13)),
        FreeInterval(TUESDAY, at(15), date(2026, 3, 16), date(2026, 3, 30)),
        FreeInterval(TUESDAY, at(15, 30), date(2026, 3, 16), date(2026, 3, 30)),
    )


def test_new_york_changes_three_weeks_before_berlin() -> None:
    said = [Pattern(WEDNESDAY, at(9), at(9, 30), "America/New_York")]
    assert free_intervals(said, date(2026, 3, 2), date(2026, 3, 23)) == (
        FreeInterval(WEDNESDAY, at(13), date(2026, 3, 9), date(2026, 3, 23)),
        FreeInterval(WEDNESDAY, at(14), date(2026, 3, 2), date(2026, 3, 9)),
    )


def test_the_southern_summer_ends_in_april() -> None:
    said = [Pattern(WEDNESDAY, at(12), at(12, 30), "Australia/Sydney")]
    assert free_intervals(said, date(2026, 3, 30), date(2026, 4, 13)) == (
        FreeInterval(WEDNESDAY, at(1), date(2026, 3, 30), date(2026, 4, 6)),
        FreeInterval(WEDNESDAY, at(2), date(2026, 4, 6), date(2026, 4, 13)),
    )


def test_lord_howe_changes_by_half_an_hour() -> None:
    said = [Pattern(TUESDAY, at(9), at(10), "Australia/Lord_Howe")]
    assert free_intervals(said, date(2026, 3, 30), date(2026, 4, 13)) == (
        FreeInterval(MONDAY, at(22), date(2026, 3, 30), date(2026, 4, 6)),
        FreeInterval(MONDAY, at(22, 30), date(2026, 3, 30), date(2026, 4, 13)),
        FreeInterval(MONDAY, at(23), date(2026, 4, 6), date(2026, 4, 13)),
    )


def test_apia_had_no_friday_30_december_2011() -> None:
    # given Fridays in Apia, which went over the date line at the end of Thursday 29 December
    said = [Pattern(FRIDAY, at(9), at(9, 30), "Pacific/Apia")]

    # then the week without a Friday is empty, and afterwards the same hour lies a UTC day earlier
    assert free_intervals(said, date(2011, 12, 19), date(2012, 1, 9)) == (
        FreeInterval(THURSDAY, at(19), date(2012, 1, 2), date(2012, 1, 9)),
        FreeInterval(FRIDAY, at(19), date(2011, 12, 19), date(2011, 12, 26)),
    )


def test_casablanca_goes_back_an_hour_for_ramadan() -> None:
    said = [Pattern(WEDNESDAY, at(10), at(10, 30), "Africa/Casablanca")]
    assert free_intervals(said, date(2026, 2, 2), date(2026, 4, 6)) == (
        FreeInterval(WEDNESDAY, at(9), date(2026, 2, 2), date(2026, 2, 16)),
        FreeInterval(WEDNESDAY, at(9), date(2026, 3, 23), date(2026, 4, 6)),
        FreeInterval(WEDNESDAY, at(10), date(2026, 2, 16), date(2026, 3, 23)),
    )


def test_kolkata_lies_on_the_half_hours() -> None:
    said = [Pattern(MONDAY, at(9), at(10), "Asia/Kolkata")]
    assert slots_of(said, date(2026, 3, 2)) == [(MONDAY, at(3, 30)), (MONDAY, at(4))]


def test_kathmandu_keeps_its_quarter_hours() -> None:
    # 09:00 to 10:00 at +5:45 is 03:15 to 04:15 UTC
    said = [Pattern(MONDAY, at(9), at(10), "Asia/Kathmandu")]
    assert slots_of(said, date(2026, 3, 2)) == [
        (MONDAY, at(3), 15, 30),
        (MONDAY, at(3, 30)),
        (MONDAY, at(4), 0, 15),
    ]


def test_a_half_hour_may_be_shared_by_two_patterns_or_hold_two_pieces() -> None:
    first = Pattern(MONDAY, at(9), at(9, 20), "Asia/Kathmandu")
    second = Pattern(MONDAY, at(9, 20), at(9, 45), "Asia/Kathmandu")
    later = Pattern(MONDAY, at(9, 21), at(9, 45), "Asia/Kathmandu")
    whole = [(MONDAY, at(3), 15, 30), (MONDAY, at(3, 30))]
    assert slots_of([first, second], date(2026, 3, 2)) == whole
    assert slots_of([second, first, first], date(2026, 3, 2)) == whole
    assert slots_of([first], date(2026, 3, 2)) == [(MONDAY, at(3), 15, 30), (MONDAY, at(3, 30), 0, 5)]
    assert slots_of([first, later], date(2026, 3, 2)) == [
        (MONDAY, at(3), 15, 30),
        (MONDAY, at(3, 30), 0, 5),
        (MONDAY, at(3, 30), 6, 30),
    ]


def test_windows_that_fill_no_half_hour_count_to_the_minute() -> None:
    # given what one person says, in the winter of Berlin
    said = [
        Pattern(MONDAY, at(9, 15), at(9, 45), "Europe/Berlin"),
        Pattern(TUESDAY, at(12, 10), at(12, 50), "Europe/Berlin"),
        Pattern(WEDNESDAY, at(10, 15), at(11), "Europe/Berlin"),
        Pattern(THURSDAY, at(9), at(9, 25), "Europe/Berlin"),
    ]
    assert slots_of(said, date(2026, 3, 2)) == [
        (MONDAY, at(8), 15, 30),
        (MONDAY, at(8, 30), 0, 15),
        (TUESDAY, at(11), 10, 30),
        (TUESDAY, at(11, 30), 0, 20),
        (WEDNESDAY, at(9), 15, 30),
        (WEDNESDAY, at(9, 30)),
        (THURSDAY, at(8), 0, 25),
    ]


def test_formats_are_kept_and_any_includes_all() -> None:
    week = date(2026, 3, 2)
    said = [
        Pattern(MONDAY, at(9), at(10), "UTC", format="video"),
        Pattern(MONDAY, at(9, 30), at(10, 10), "UTC", format="in person"),
        Pattern(MONDAY, at(9, 50), at(10), "UTC"),
    ]
    until = week + timedelta(weeks=1)
    assert free_intervals(said, week, until) == twin_intervals(said, week, until)
    assert [(one.minute, one.begins, one.ends, one.formats) for one in free_intervals(said, week, until)] == [
        (at(9), 0, 30, ("video",)),
        (at(9, 30), 0, 20, ("in person", "video")),
        (at(9, 30), 20, 30, ()),
        (at(10), 0, 10, ("in person",)),
    ]


def test_an_hour_that_is_skipped_gives_nothing() -> None:
    # given 02:00 to 03:00, which the night to 29 March 2026 does not have in Berlin
    said = [Pattern(SUNDAY, at(2), at(3), "Europe/Berlin")]

    assert slots_of(said, date(2026, 3, 16)) == [(SUNDAY, at(1)), (SUNDAY, at(1, 30))]
    assert slots_of(said, date(2026, 3, 23)) == []
    assert slots_of(said, date(2026, 3, 30)) == [(SUNDAY, at(0)), (SUNDAY, at(0, 30))]


@pytest.mark.parametrize(
    ("starts", "ends", "expected"),
    [
        (at(2, 30), at(3, 30), [(SUNDAY, at(1))]),
        (at(1), at(4), [(SUNDAY, at(0)), (SUNDAY, at(0, 30)), (SUNDAY, at(1)), (SUNDAY, at(1, 30))]),
        (at(2, 30), at(2, 31), []),
        (at(2, 30), at(3, 1), [(SUNDAY, at(1), 0, 1)]),
        (at(1, 30), at(2, 30), [(SUNDAY, at(0, 30))]),
    ],
)
def test_a_window_over_the_skipped_hour_shrinks(starts: int, ends: int, expected: list[tuple[int, ...]]) -> None:
    assert slots_of([Pattern(SUNDAY, starts, ends, "Europe/Berlin")], date(2026, 3, 23)) == expected


def test_an_hour_that_is_repeated_counts_both_times() -> None:
    # given the night to 25 October 2026, which has 02:00 to 03:00 twice in Berlin
    week = date(2026, 10, 19)
    twice = [(SUNDAY, at(0)), (SUNDAY, at(0, 30)), (SUNDAY, at(1)), (SUNDAY, at(1, 30))]

    assert slots_of([Pattern(SUNDAY, at(2), at(3), "Europe/Berlin")], week) == twice
    assert slots_of([Pattern(SUNDAY, at(1), at(3), "Europe/Berlin")], week) == [
        (SATURDAY, at(23)),
        (SATURDAY, at(23, 30)),
        *twice,
    ]
    assert slots_of([Pattern(SUNDAY, at(2), at(2, 30), "Europe/Berlin")], week) == [twice[0], twice[2]]


def test_a_day_that_is_repeated_in_part_has_25_hours() -> None:
    # given Sao Paulo, where Saturday 16 February 2019 went back from 24:00 to 23:00
    said = [Pattern(SATURDAY, at(23), at(24), "America/Sao_Paulo")]
    week = date(2019, 2, 11)

    assert slots_of(said, week) == [(SUNDAY, at(1)), (SUNDAY, at(1, 30)), (SUNDAY, at(2)), (SUNDAY, at(2, 30))]
    # and a leave on that Saturday takes both passes
    assert slots_of(said, week, [Leave(date(2019, 2, 16), date(2019, 2, 16), "America/Sao_Paulo")]) == []


def test_a_day_without_a_midnight_begins_at_one() -> None:
    # given Sao Paulo, where Sunday 4 November 2018 began at 01:00
    said = [Pattern(SUNDAY, 0, at(2), "America/Sao_Paulo", valid_from=date(2018, 11, 4))]
    assert slots_of(said, date(2018, 10, 29)) == [(SUNDAY, at(3)), (SUNDAY, at(3, 30))]


def test_the_last_hour_of_a_year_lies_in_the_next_one_in_utc() -> None:
    said = [Pattern(THURSDAY, at(23), at(24), "America/New_York", valid_until=date(2026, 12, 31))]
    assert free_intervals(said, date(2026, 12, 21), date(2027, 1, 18)) == (
        FreeInterval(FRIDAY, at(4), date(2026, 12, 21), date(2027, 1, 4)),
        FreeInterval(FRIDAY, at(4, 30), date(2026, 12, 21), date(2027, 1, 4)),
    )


def test_the_limits_of_validity_are_local_days_and_inclusive() -> None:
    tuesday = date(2026, 6, 9)
    on_the_day = Pattern(TUESDAY, at(10), at(10, 30), "UTC", valid_from=tuesday, valid_until=tuesday)
    the_day_after = Pattern(TUESDAY, at(10), at(10, 30), "UTC", valid_from=tuesday + timedelta(days=1))
    the_day_before = Pattern(TUESDAY, at(10), at(10, 30), "UTC", valid_until=tuesday - timedelta(days=1))
    first, until = date(2026, 6, 1), date(2026, 6, 22)

    assert free_intervals([on_the_day], first, until) == (
        FreeInterval(TUESDAY, at(10), date(2026, 6, 8), date(2026, 6, 15)),
    )
    assert free_intervals([the_day_after], first, until) == (
        FreeInterval(TUESDAY, at(10), date(2026, 6, 15), date(2026, 6, 22)),
    )
    assert free_intervals([the_day_before], first, until) == (
        FreeInterval(TUESDAY, at(10), date(2026, 6, 1), date(2026, 6, 8)),
    )


def test_a_monday_night_in_auckland_is_a_sunday_of_the_week_before() -> None:
    # given Monday 12 January 2026, 01:00 at +13:00
    monday = date(2026, 1, 12)
    said = [Pattern(MONDAY, at(1), at(2), "Pacific/Auckland", valid_from=monday, valid_until=monday)]
    assert slots_of(said, date(2026, 1, 5)) == [(SUNDAY, at(12)), (SUNDAY, at(12, 30))]
    assert slots_of(said, monday) == []


def test_a_sunday_evening_in_honolulu_is_a_monday_of_the_week_after() -> None:
    sunday = date(2026, 1, 11)
    said = [Pattern(SUNDAY, at(20), at(21), "Pacific/Honolulu", valid_from=sunday, valid_until=sunday)]
    assert slots_of(said, date(2026, 1, 5)) == []
    assert slots_of(said, date(2026, 1, 12)) == [(MONDAY, at(6)), (MONDAY, at(6, 30))]


def test_a_leave_interrupts_and_a_future_opening_begins_later() -> None:
    said = [Pattern(TUESDAY, at(10), at(10, 30), "UTC", valid_from=date(2026, 6, 9))]
    away = [Leave(date(2026, 6, 22), date(2026, 7, 3), "UTC")]
    assert free_intervals(said, date(2026, 6, 1), date(2026, 7, 27), away) == (
        FreeInterval(TUESDAY, at(10), date(2026, 6, 8), date(2026, 6, 22)),
        FreeInterval(TUESDAY, at(10), date(2026, 7, 6), date(2026, 7, 27)),
    )


def test_a_leave_takes_its_minutes_and_no_more() -> None:
    # given a leave that begins at 18:15 UTC, which is midnight in Kathmandu
    said = [Pattern(MONDAY, at(17), at(20), "UTC"), Pattern(MONDAY, at(18, 10), at(18, 20), "UTC")]
    away = [Leave(date(2026, 3, 3), date(2026, 3, 3), "Asia/Kathmandu")]
    assert slots_of(said, date(2026, 3, 2), away) == [
        (MONDAY, at(17)),
        (MONDAY, at(17, 30)),
        (MONDAY, at(18), 0, 15),
    ]
    assert slots_of(said[1:], date(2026, 3, 2), away) == [(MONDAY, at(18), 10, 15)]


def test_a_leave_takes_from_every_pattern_whatever_its_zone() -> None:
    # given a Wednesday off in Berlin, from Tuesday 23:00 UTC on
    said = [Pattern(WEDNESDAY, at(9), at(10), "Europe/Berlin"), Pattern(WEDNESDAY, at(7), at(9), "Asia/Tokyo")]
    away = [Leave(date(2026, 3, 4), date(2026, 3, 4), "Europe/Berlin")]
    assert slots_of(said, date(2026, 3, 2), away) == [(TUESDAY, at(22)), (TUESDAY, at(22, 30))]


def test_somebody_always_there_has_every_half_hour() -> None:
    said = [Pattern(weekday, 0, at(24), "Asia/Kathmandu") for weekday in range(1, 8)]
    assert len(slots_of(said, date(2026, 3, 2))) == 336


def test_no_patterns_or_no_weeks_give_nothing() -> None:
    assert free_intervals([], date(2026, 3, 2), date(2026, 3, 30)) == ()
    assert free_intervals([Pattern(1, 0, 60, "UTC")], date(2026, 3, 2), date(2026, 3, 2)) == ()


def test_free_in_week_takes_any_day_of_the_week() -> None:
    intervals = free_intervals(
        [Pattern(TUESDAY, at(16), at(17), "Europe/Berlin")], date(2026, 3, 16), date(2026, 4, 13)
    )
    assert [one.minute for one in free_in_week(intervals, date(2026, 3, 29))] == [at(15), at(15, 30)]
    assert [one.minute for one in free_in_week(intervals, date(2026, 3, 30))] == [at(14), at(14, 30)]
    assert free_in_week(intervals, date(2026, 4, 13)) == ()


@pytest.mark.parametrize(
    ("first", "until", "error", "field"),
    [
        (date(2026, 3, 3), date(2026, 3, 9), ImpossibleDate, "horizon_from"),
        (date(2026, 3, 2), date(2026, 3, 10), ImpossibleDate, "horizon_until"),
        (date(2026, 3, 9), date(2026, 3, 2), NothingBetween, "horizon_until"),
        (week_of(date(1980, 1, 9)), date(2026, 3, 2), ImpossibleDate, "horizon_from"),
        (date(2026, 3, 2), week_of(date(2200, 1, 9)), ImpossibleDate, "horizon_until"),
    ],
)
def test_a_horizon_is_of_whole_weeks_in_order(
    first: date, until: date, error: type[Exception], field: str
) -> None:
    with pytest.raises(error) as raised:
        free_intervals([], first, until)
    assert raised.value.path == (field,)  # pyright: ignore[reportAttributeAccessIssue]


def test_people_who_say_the_same_cost_a_fraction() -> None:
    # given three hundred people who each say something else
    people = [
        [
            Pattern(weekday, starts, starts + 77, "Europe/Paris", valid_until=date(2027, 2, 3))
            for weekday in (1, 3, 5)
        ]
        for starts in range(300)
    ]
    first, until = date(2025, 3, 3), date(2028, 3, 6)
    for said in people:
        free_intervals(said, first, until)
    before = slots._free.cache_info()

    # when three hundred others say the same
    for said in people:
        free_intervals(said, first, until)

    # then nothing is computed again
    after = slots._free.cache_info()
    assert (after.hits - before.hits, after.misses - before.misses) == (300, 0)
