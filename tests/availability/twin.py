"""The brute-force twin of `free_intervals`: `zoneinfo`, minute by minute, with nothing clever in it."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import TypeAlias
from zoneinfo import ZoneInfo

from graphapi.availability.model import FreeInterval, Leave, Pattern

# weekday, minute of the half-hour, begins, ends, formats
PieceOfWeek: TypeAlias = tuple[int, int, int, int, tuple[str, ...]]


def twin_intervals(
    patterns: Iterable[Pattern], horizon_from: date, horizon_until: date, leaves: Iterable[Leave] = ()
) -> tuple[FreeInterval, ...]:
    """What `free_intervals` must answer."""
    weeks = [horizon_from + timedelta(weeks=number) for number in range((horizon_until - horizon_from).days // 7)]
    free_by_week = {week: free_pieces(tuple(patterns), tuple(leaves), week) for week in weeks}
    found: list[FreeInterval] = []
    for piece in set[PieceOfWeek]().union(*free_by_week.values()):
        weekday, minute, begins, ends, formats = piece
        begun: date | None = None
        for week in [*weeks, horizon_until]:
            is_free = week in free_by_week and piece in free_by_week[week]
            if is_free and begun is None:
                begun = week
            elif not is_free and begun is not None:
                found.append(FreeInterval(weekday, minute, begun, week, begins, ends, formats))
                begun = None
    return tuple(sorted(found))


def free_pieces(patterns: tuple[Pattern, ...], leaves: tuple[Leave, ...], week: date) -> set[PieceOfWeek]:
    """The longest pieces of half-hours of one UTC week of which every minute is free in the same formats."""
    shown = free_minutes(patterns, leaves, week)
    found: set[PieceOfWeek] = set()
    for slot in range(0, 7 * 24 * 60, 30):
        begins = 0
        for ends in range(1, 31):
            formats = shown[slot + begins]
            if ends == 30 or shown[slot + ends] != formats:
                if formats is not None:
                    found.add((slot // 1440 + 1, slot % 1440, begins, ends, formats))
                begins = ends
    return found


def free_minutes(
    patterns: tuple[Pattern, ...], leaves: tuple[Leave, ...], week: date
) -> list[tuple[str, ...] | None]:
    """For each minute of one UTC week the formats that will do, () for any; None when it is not free."""
    found: list[tuple[str, ...] | None] = []
    for minute in range(7 * 24 * 60):
        inside = {p.format for p in patterns if _inside(p, _wall_clock(p.time_zone, week)[minute])}
        if not inside or any(_away(leave, _wall_clock(leave.time_zone, week)[minute]) for leave in leaves):
            found.append(None)
        else:
            found.append(() if None in inside else tuple(sorted(name for name in inside if name is not None)))
    return found


def twin_shared(
    mine: tuple[list[Pattern], list[Leave]], theirs: tuple[list[Pattern], list[Leave]], week: date
) -> list[tuple[str, ...] | None]:
    """For each minute of one UTC week the formats that will do for both, () for any; None when they cannot meet."""
    both = [free_minutes(tuple(said), tuple(away), week) for said, away in (mine, theirs)]
    return [common(a, b) for a, b in zip(*both, strict=True)]


def common(a: tuple[str, ...] | None, b: tuple[str, ...] | None) -> tuple[str, ...] | None:
    """The formats of one minute that will do for both, () for any; None for none."""
    if a is None or b is None:
        return None
    if not a or not b:
        return a or b
    return tuple(sorted(set(a) & set(b))) or None


def twin_longest(shared: list[tuple[str, ...] | None]) -> int:
    """The most minutes in a row in which one format will do."""
    longest = 0
    for wanted in {"whichever", *(name for formats in shared for name in formats or ())}:
        run = 0
        for formats in shared:
            run = run + 1 if formats is not None and (not formats or wanted in formats) else 0
            longest = max(longest, run)
    return longest


def _inside(pattern: Pattern, shown: tuple[date, int, int]) -> bool:
    day, weekday, minute = shown
    return (
        weekday == pattern.weekday
        and pattern.starts <= minute < pattern.ends
        and (pattern.valid_from is None or pattern.valid_from <= day)
        and (pattern.valid_until is None or day <= pattern.valid_until)
    )


def _away(leave: Leave, shown: tuple[date, int, int]) -> bool:
    return leave.first_day <= shown[0] <= leave.last_day


@lru_cache(maxsize=256)
def _wall_clock(time_zone: str, week: date) -> list[tuple[date, int, int]]:
    """For every minute of a UTC week the local date, its weekday and the minute of the local day."""
    zone = ZoneInfo(time_zone)
    moment = datetime(week.year, week.month, week.day, tzinfo=UTC)
    shown: list[tuple[date, int, int]] = []
    for _ in range(7 * 24 * 60):
        local = moment.astimezone(zone)
        shown.append((local.date(), local.isoweekday(), local.hour * 60 + local.minute))
        moment += timedelta(minutes=1)
    return shown
