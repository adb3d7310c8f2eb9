"""`free_intervals` answers what `zoneinfo` says minute by minute, wherever clocks change."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import combinations, pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from graphapi.availability.model import FreeInterval, Leave, Pattern
from graphapi.availability.slots import free_in_week, free_intervals
from graphapi.calendar.weeks import horizon
from tests.examples import examples

from .strategies import UNCOMMON, cases, leaves, patterns
from .twin import free_pieces, twin_intervals


@settings(max_examples=examples(60), deadline=None)
@given(cases())
def test_every_answer_is_that_of_the_twin(case: tuple[list[Pattern], list[Leave], date, date]) -> None:
    said, away, first, until = case
    assert free_intervals(said, first, until, away) == twin_intervals(said, first, until, away)


@settings(max_examples=examples(30), deadline=None)
@given(st.data())
def test_the_long_horizon_says_of_each_week_what_that_week_alone_says(data: st.DataObject) -> None:
    # given somebody's patterns and leaves, and the horizon that is used in earnest
    zone, day = data.draw(st.sampled_from(UNCOMMON))
    said = data.draw(st.lists(patterns(zone, day), min_size=1, max_size=5))
    away = data.draw(st.lists(leaves(zone, day), max_size=2))
    first, until = horizon(day)

    # when it is worked out at once
    intervals = free_intervals(said, first, until, away)

    # then each of its weeks reads as when it is worked out alone
    for number in range((until - first).days // 7):
        week = first + timedelta(weeks=number)
        alone = free_intervals(said, week, week + timedelta(weeks=1), away)
        assert _pieces(free_in_week(intervals, week)) == _pieces(alone)


@settings(max_examples=examples(50), deadline=None)
@given(st.data())
def test_intervals_are_sorted_maximal_disjoint_and_within_the_horizon(data: st.DataObject) -> None:
    zone, day = data.draw(st.sampled_from(UNCOMMON))
    said = data.draw(st.lists(patterns(zone, day), max_size=5))
    first, until = horizon(day)

    intervals = free_intervals(said, first, until, data.draw(st.lists(leaves(zone, day), max_size=2)))

    assert list(intervals) == sorted(intervals)
    for interval in intervals:
        assert first <= interval.from_week < interval.until_week <= until
        assert interval.from_week.weekday() == interval.until_week.weekday() == 0
        assert 1 <= interval.weekday <= 7
        assert interval.minute in range(0, 1440, 30)
        assert 0 <= interval.begins < interval.ends <= 30
    by_piece = sorted(intervals, key=lambda one: (_piece(one), one.from_week))
    for one, following in pairwise(by_piece):
        if _piece(one) == _piece(following):
            assert one.until_week < following.from_week
    for one, following in combinations(intervals, 2):
        if (one.weekday, one.minute) != (following.weekday, following.minute):
            continue
        if one.from_week < following.until_week and following.from_week < one.until_week:
            assert one.ends <= following.begins or following.ends <= one.begins


@settings(max_examples=examples(50), deadline=None)
@given(st.data())
def test_neither_order_nor_repetition_matters(data: st.DataObject) -> None:
    zone, day = data.draw(st.sampled_from(UNCOMMON))
    said = data.draw(st.lists(patterns(zone, day), min_size=1, max_size=5))
    first, until = horizon(day)
    mixed = data.draw(st.permutations([*said, said[0]]))

    assert free_intervals(mixed, first, until) == free_intervals(said, first, until)


def test_a_whole_horizon_of_three_years_is_that_of_the_twin() -> None:
    # given the one zone whose clock changes by half an hour
    said = (Pattern(1, 20, 615, "Australia/Lord_Howe", date(2025, 6, 4), date(2027, 12, 7)),)
    away = (Leave(date(2026, 4, 6), date(2026, 4, 9), "Asia/Kathmandu"),)
    first, until = horizon(date(2026, 3, 3))

    # when
    intervals = free_intervals(said, first, until, away)

    # then every tenth week, and those around each change, read as minute by minute
    for number in range((until - first).days // 7):
        week = first + timedelta(weeks=number)
        if number % 10 == 0 or week.month in {4, 10} or (week.year, week.month) in {(2025, 6), (2027, 12)}:
            assert _pieces(free_in_week(intervals, week)) == free_pieces(said, away, week), week


def _piece(one: FreeInterval) -> tuple[int, int, int, int, tuple[str, ...]]:
    return one.weekday, one.minute, one.begins, one.ends, one.formats


def _pieces(intervals: Iterable[FreeInterval]) -> set[tuple[int, int, int, int, tuple[str, ...]]]:
    return set(map(_piece, intervals))
