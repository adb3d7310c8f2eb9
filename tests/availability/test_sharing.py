"""Shared minutes and the longest stretch, against the twin that looks at each minute."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphapi.availability.model import Leave, Pattern
from graphapi.availability.sharing import FreePiece, longest_of, minutes_of, shared_pieces
from graphapi.availability.slots import free_in_week, free_intervals
from graphapi.calendar.weeks import week_of

from .strategies import leaves, moments, patterns
from .twin import twin_longest, twin_shared

WEEK = date(2027, 3, 1)


def _free(said: list[Pattern], week: date, away: list[Leave]) -> list[FreePiece]:
    found = free_in_week(free_intervals(said, week, week + timedelta(weeks=1), away), week)
    base = [(one.weekday - 1) * 1440 + one.minute for one in found]
    return [
        FreePiece(start + one.begins, start + one.ends, one.formats)
        for start, one in zip(base, found, strict=True)
    ]


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_what_two_people_share_is_what_the_twin_counts(data: st.DataObject) -> None:
    # given two people around a change of the clock, in whatever zones
    zone, day = data.draw(moments())
    mine, theirs = (data.draw(st.lists(patterns(zone, day), min_size=1, max_size=4)) for _ in range(2))
    my_leaves, their_leaves = (data.draw(st.lists(leaves(zone, day), max_size=1)) for _ in range(2))
    week = week_of(day)

    my_free, their_free = _free(mine, week, my_leaves), _free(theirs, week, their_leaves)
    shared = shared_pieces(my_free, their_free)

    expected = twin_shared((mine, my_leaves), (theirs, their_leaves), week)
    assert minutes_of(shared) == sum(formats is not None for formats in expected)
    assert longest_of(shared) == twin_longest(expected)
    whatever = [
        a is not None and b is not None
        for a, b in zip(
            *(twin_shared(one, one, week) for one in ((mine, my_leaves), (theirs, their_leaves))), strict=True
        )
    ]
    assert minutes_of(shared_pieces(my_free, their_free, whatever_format=True)) == sum(whatever)


@pytest.mark.parametrize(
    ("mine", "theirs", "minutes", "longest"),
    [
        ([(540, 600, None)], [(540, 600, None)], 60, 60),
        ([(555, 615, None)], [(540, 600, None)], 45, 45),
        ([(540, 550, None), (560, 570, None)], [(540, 570, None)], 20, 10),
        ([(540, 600, "video")], [(540, 600, "in person")], 0, 0),
        ([(540, 600, "video")], [(540, 600, None)], 60, 60),
        # An hour in which no one format will do throughout.
        ([(540, 600, None)], [(540, 570, "video"), (570, 600, "in person")], 60, 30),
        ([(540, 600, None)], [(540, 570, "video"), (570, 600, None)], 60, 60),
    ],
)
def test_named_cases(
    mine: list[tuple[int, int, str | None]],
    theirs: list[tuple[int, int, str | None]],
    minutes: int,
    longest: int,
) -> None:
    one, other = (
        _free([Pattern(1, starts, ends, "UTC", format=name) for starts, ends, name in said], WEEK, [])
        for said in (mine, theirs)
    )
    shared = shared_pieces(one, other)
    assert (minutes_of(shared), longest_of(shared)) == (minutes, longest)
