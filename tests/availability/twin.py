"""The brute-force twin of `free_intervals`: `zoneinfo`, minute by minute, with nothing clever in it."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from graphapi.availability.model import FreeInterval, Leave, Pattern


def twin_intervals(
    patterns: Iterable[Pattern], horizon_from: date, horizon_until: date, leaves: Iterable[Leave] = ()
) -> tuple[FreeInterval, ...]:
    """What `free_intervals` must answer."""
    weeks = [horizon_from + timedelta(weeks=number) for number in range((horizon_until - horizon_from).days // 7)]
    free_by_week = {week: free_slots(tuple(patterns), tuple(leaves), week) for week in weeks}
    found: list[FreeInterval] = []
    for slot in sorted(set[tuple[int, int]]().union(*free_by_week.values())):
        begun: date | None = None
        for week in [*weeks, horizon_until]:
            is_free = week in free_by_week and slot in free_by_week[week]
            if is_free and begun is None:
                begun = week
            elif not is_free and begun is not None:
                found.append(FreeInterval(*slot, begun, week))
                begun = None
    return tuple(found)


def free_slots(patterns: tuple[Pattern, ...], leaves: tuple[Leave, ...], week: date) -> set[tuple[int, int]]:
    """The half-hours (weekday, minute) of one UTC week of which every minute is free."""
    free = [
        any(_inside(pattern, _wall_clock(pattern.time_zone, week)[minute]) for pattern in patterns)
        and not any(_away(leave, _wall_clock(leave.time_zone, week)[minute]) for leave in leaves)
        for minute in range(7 * 24 * 60)
    ]
    return {
        (start // 1440 + 1, start % 1440) for start in range(0, 7 * 24 * 60, 30) if all(free[start : start + 30])
    }


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
