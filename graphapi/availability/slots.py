"""The half-hours of the UTC week in which a person is free, each with the weeks in which that holds.

`free_intervals` is the rule behind every `FREE` relationship.
"""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from graphapi.availability.covering import NOTHING, Cover, leave_changes, pattern_changes, union_of
from graphapi.availability.errors import ImpossibleDate, NothingBetween
from graphapi.availability.model import (
    FIRST_YEAR,
    LAST_YEAR,
    SLOT_MINUTES,
    SLOTS_PER_DAY,
    FreeInterval,
    Leave,
    Pattern,
    Timing,
)
from graphapi.calendar.weeks import monday_of, week_number, week_of


def free_intervals(
    patterns: Iterable[Pattern],
    horizon_from: date,
    horizon_until: date,
    leaves: Iterable[Leave] = (),
) -> tuple[FreeInterval, ...]:
    """When a person with these patterns and leaves is free, in half-hours of the UTC week.

    A half-hour of a week counts when every instant of it lies inside some pattern and outside every leave; the
    patterns may share it between them. The intervals of one half-hour are disjoint, do not touch, and stay within
    the Mondays [horizon_from, horizon_until). Sorted by weekday, minute and first week.

    People who say the same get the same answer from a cache, and a pattern that is new is worked out only at the
    weeks where it can change. Raises `ImpossibleDate` for a horizon that is not of Mondays or leaves the years
    1999 to 2103, and `NothingBetween` for one that ends before it starts.
    """
    _check_horizon(horizon_from, horizon_until)
    return _free(
        frozenset(pattern.timing for pattern in patterns),
        frozenset(leaves),
        week_number(horizon_from),
        week_number(horizon_until),
    )


def free_in_week(intervals: Iterable[FreeInterval], week: date) -> tuple[FreeInterval, ...]:
    """Those of the intervals that hold in the UTC week of `week`, in the order given."""
    monday = week_of(week)
    return tuple(interval for interval in intervals if interval.from_week <= monday < interval.until_week)


@lru_cache(maxsize=4096)
def _free(
    timings: frozenset[Timing], leaves: frozenset[Leave], first_week: int, until_week: int
) -> tuple[FreeInterval, ...]:
    """Sweep over the weeks at which anything changes, opening and closing half-hours as they come and go."""
    if first_week == until_week:
        return ()
    changes = [pattern_changes(timing, first_week, until_week) for timing in timings]
    away = [
        leave_changes(leave.first_day, leave.last_day, leave.time_zone, first_week, until_week) for leave in leaves
    ]
    covers, absences = [NOTHING] * len(changes), [NOTHING] * len(away)
    by_week: dict[int, list[tuple[list[Cover], int, Cover]]] = {}
    for current, timelines in ((covers, changes), (absences, away)):
        for place, timeline in enumerate(timelines):
            for change in timeline:
                by_week.setdefault(change.week, []).append((current, place, change.cover))

    opened: dict[int, int] = {}
    found: list[tuple[int, int, int]] = []
    before = 0
    for week in sorted(by_week):
        for current, place, cover in by_week[week]:
            current[place] = cover
        now = union_of(covers) & ~union_of(absences)
        _turn(before ^ now, week, opened, found)
        before = now
    _turn(before, until_week, opened, found)

    return tuple(_interval(slot, first, until) for slot, first, until in sorted(found))


@lru_cache(maxsize=32768)
def _interval(slot: int, first_week: int, until_week: int) -> FreeInterval:
    """One object for all the people who share it, for the same clock changes bound the slots of many."""
    day, place = divmod(slot, SLOTS_PER_DAY)
    return FreeInterval(day + 1, place * SLOT_MINUTES, monday_of(first_week), monday_of(until_week))


def _turn(slots: int, week: int, opened: dict[int, int], found: list[tuple[int, int, int]]) -> None:
    """Open those of the half-hours that are closed, and close into `found` those that are open."""
    while slots:
        lowest = slots & -slots
        slots ^= lowest
        slot = lowest.bit_length() - 1
        if slot in opened:
            found.append((slot, opened.pop(slot), week))
        else:
            opened[slot] = week


def _check_horizon(horizon_from: date, horizon_until: date) -> None:
    for day, field in ((horizon_from, "horizon_from"), (horizon_until, "horizon_until")):
        if day.weekday():
            raise ImpossibleDate(f"{day} is not a Monday: a horizon is made of whole weeks.", path=(field,))
        # A year before and two after the dates that people may state leave room for the default horizon.
        if not FIRST_YEAR - 1 <= day.year <= LAST_YEAR + 3:
            raise ImpossibleDate(
                f"{day} is out of range: use a Monday in the years {FIRST_YEAR - 1} to {LAST_YEAR + 3}.",
                path=(field,),
            )
    if horizon_until < horizon_from:
        raise NothingBetween(
            f"the horizon ends ({horizon_until}) before it starts ({horizon_from}).", path=("horizon_until",)
        )
