"""From local windows to minutes of the UTC week: what a pattern or a leave covers in any week.

A set of half-hours is an int whose bit 0 is Monday 00:00 UTC and bit 335 is Sunday 23:30. Between clock changes
and the limits of validity every week looks alike, so a pattern is a handful of changes, not a list of weeks.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from graphapi.availability.model import SLOT_MINUTES, Timing
from graphapi.calendar.weeks import MINUTES_PER_DAY, MINUTES_PER_WEEK, midnight_of
from graphapi.calendar.zones import Stretch, stretches

_FOREVER = 1 << 62
WHOLE_SLOT = (1 << SLOT_MINUTES) - 1

# Local minutes [a, b) in, the parts of it that lie inside a window out, in order and each longer than nothing.
Windows: TypeAlias = Callable[[int, int], Iterator[tuple[int, int]]]


class Cover(NamedTuple):
    """What is covered in one UTC week: whole half-hours, and of others the minutes as an int of 30 bits."""

    whole: int
    parts: tuple[tuple[int, int], ...]


class Change(NamedTuple):
    """From the week with this number on, until the next change, this is covered."""

    week: int
    cover: Cover


NOTHING = Cover(0, ())


@lru_cache(maxsize=16384)
def pattern_changes(timing: Timing, first_week: int, until_week: int) -> tuple[Change, ...]:
    """What a pattern covers in the weeks [first_week, until_week); the first change is at `first_week`."""
    weekday, starts, ends, time_zone, valid_from, valid_until = timing
    opens, closes = _validity(valid_from, valid_until)
    day = (weekday - 1) * MINUTES_PER_DAY

    def windows(local_starts: int, local_ends: int) -> Iterator[tuple[int, int]]:
        low, high = max(local_starts, opens), min(local_ends, closes)
        for monday in range(low - low % MINUTES_PER_WEEK, high, MINUTES_PER_WEEK):
            a, b = max(monday + day + starts, low), min(monday + day + ends, high)
            if a < b:
                yield a, b

    return _changes(windows, time_zone, (opens, closes), (first_week, until_week))


@lru_cache(maxsize=8192)
def leave_changes(
    first_day: date, last_day: date, time_zone: str, first_week: int, until_week: int
) -> tuple[Change, ...]:
    """What a leave covers, in the form of `pattern_changes`."""
    opens, closes = _validity(first_day, last_day)

    def windows(local_starts: int, local_ends: int) -> Iterator[tuple[int, int]]:
        a, b = max(local_starts, opens), min(local_ends, closes)
        if a < b:
            yield a, b

    return _changes(windows, time_zone, (opens, closes), (first_week, until_week))


def union_of(covers: list[Cover]) -> Cover:
    """What the covers fill together; several may fill one half-hour between them."""
    whole = 0
    for cover in covers:
        whole |= cover.whole
    parts: dict[int, int] = {}
    for cover in covers:
        for slot, minutes in cover.parts:
            if not whole >> slot & 1:
                parts[slot] = parts.get(slot, 0) | minutes
    return _cover(whole, parts)


def without(cover: Cover, away: Cover) -> Cover:
    """The minutes of the one that are not in the other."""
    if away == NOTHING:
        return cover
    whole = cover.whole & ~away.whole
    parts = {slot: minutes for slot, minutes in cover.parts if not away.whole >> slot & 1}
    for slot, minutes in away.parts:
        if whole >> slot & 1:
            whole ^= 1 << slot
            parts[slot] = WHOLE_SLOT & ~minutes
        elif slot in parts:
            parts[slot] &= ~minutes
    return _cover(whole, parts)


def _validity(first: date | None, last: date | None) -> tuple[int, int]:
    """Local minutes [opens, closes) of the days from `first` to `last`, both inclusive."""
    opens = -_FOREVER if first is None else midnight_of(first)
    closes = _FOREVER if last is None else midnight_of(last) + MINUTES_PER_DAY
    return opens, closes


def _changes(
    windows: Windows,
    time_zone: str,
    limits: tuple[int, int],
    weeks: tuple[int, int],
) -> tuple[Change, ...]:
    """The cover of every week at which it may change, less those at which it does not.

    Limits are local minutes; a local time is less than a day from UTC, so the weeks of the day before and of the
    day after hold the limit itself.
    """
    first_week, until_week = weeks
    zone = stretches(time_zone, first_week, until_week)
    special = {stretch.starts // MINUTES_PER_WEEK for stretch in zone[1:]}
    for limit in limits:
        special.add((limit - MINUTES_PER_DAY) // MINUTES_PER_WEEK)
        special.add((limit + MINUTES_PER_DAY) // MINUTES_PER_WEEK)
    candidates = {first_week} | special | {week + 1 for week in special}
    found: list[Change] = []
    for week in sorted(week for week in candidates if first_week <= week < until_week):
        cover = _covered(_minutes_in(week, windows, zone))
        if not found or found[-1].cover != cover:
            found.append(Change(week, cover))
    return tuple(found)


def _minutes_in(week: int, windows: Windows, zone: tuple[Stretch, ...]) -> list[tuple[int, int]]:
    """The minutes of one UTC week that lie inside the windows, as [starts, ends) from Monday 00:00 UTC.

    Each stretch of one offset is translated by itself: an hour that a clock change skips belongs to none of them,
    one that it repeats belongs to two.
    """
    base, end = week * MINUTES_PER_WEEK, (week + 1) * MINUTES_PER_WEEK
    found: list[tuple[int, int]] = []
    for stretch in zone[bisect_right(zone, base, key=lambda one: one.starts) - 1 :]:
        if stretch.starts >= end:
            break
        local = windows(max(base, stretch.starts) + stretch.offset, min(end, stretch.ends) + stretch.offset)
        to_week = stretch.offset + base
        found.extend((starts - to_week, ends - to_week) for starts, ends in local)
    return found


def _covered(intervals: list[tuple[int, int]]) -> Cover:
    whole = 0
    parts: dict[int, int] = {}
    for starts, ends in intervals:
        first, last = -(-starts // SLOT_MINUTES), ends // SLOT_MINUTES
        if first > last:
            _add(parts, last, starts % SLOT_MINUTES, ends % SLOT_MINUTES)
            continue
        whole |= _bits(first, last)
        _add(parts, first - 1, starts - (first - 1) * SLOT_MINUTES, SLOT_MINUTES)
        _add(parts, last, 0, ends % SLOT_MINUTES)
    return _cover(whole, parts)


def _add(parts: dict[int, int], slot: int, starts: int, ends: int) -> None:
    if starts < ends:
        parts[slot] = parts.get(slot, 0) | _bits(starts, ends)


def _cover(whole: int, parts: dict[int, int]) -> Cover:
    """In its one form: a half-hour is whole, or has some minutes in `parts`, or is in neither."""
    for slot, minutes in parts.items():
        if minutes == WHOLE_SLOT:
            whole |= 1 << slot
    left = {slot: minutes for slot, minutes in parts.items() if minutes and not whole >> slot & 1}
    return Cover(whole, tuple(sorted(left.items())))


def _bits(starts: int, ends: int) -> int:
    """An int with the bits [starts, ends) set."""
    return (1 << ends) - (1 << starts)
