"""When a person is free, to the minute: pieces of half-hours of the UTC week, with the weeks in which they hold.

`free_intervals` is the rule behind every `FREE` relationship.
"""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from graphapi.availability.covering import NOTHING, Cover, leave_changes, pattern_changes, union_of, without
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
from graphapi.availability.pieces import NEVER, Free, Piece, free_of
from graphapi.calendar.weeks import monday_of, week_number, week_of


def free_intervals(
    patterns: Iterable[Pattern],
    horizon_from: date,
    horizon_until: date,
    leaves: Iterable[Leave] = (),
) -> tuple[FreeInterval, ...]:
    """When a person with these patterns and leaves is free, in pieces of the half-hours of the UTC week.

    A minute is free when it lies inside some pattern and outside every leave. Each interval is a longest piece of a
    half-hour with the same formats, and the weeks in which it holds without a gap. Those of one week do not overlap.
    All stay within the Mondays [horizon_from, horizon_until). Sorted by weekday, minute and first week.

    People who say the same get the same answer from a cache, and a new pattern is looked at only in the weeks where
    it can change. Raises `ImpossibleDate` for a horizon that is not of Mondays or leaves the years 1999 to 2103, and
    `NothingBetween` for one that ends before it starts.
    """
    _check_horizon(horizon_from, horizon_until)
    return _free(
        frozenset((pattern.timing, pattern.format) for pattern in patterns),
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
    said: frozenset[tuple[Timing, str | None]], leaves: frozenset[Leave], first_week: int, until_week: int
) -> tuple[FreeInterval, ...]:
    """Sweep over the weeks at which anything changes, opening and closing pieces as they come and go."""
    if first_week == until_week:
        return ()
    by_format: dict[str | None, list[Cover]] = {None: []}
    absences = [NOTHING] * len(leaves)
    by_week: dict[int, list[tuple[list[Cover], int, Cover]]] = {}
    for timing, name in said:
        covers = by_format.setdefault(name, [])
        covers.append(NOTHING)
        for change in pattern_changes(timing, first_week, until_week):
            by_week.setdefault(change.week, []).append((covers, len(covers) - 1, change.cover))
    for place, leave in enumerate(leaves):
        for change in leave_changes(leave.first_day, leave.last_day, leave.time_zone, first_week, until_week):
            by_week.setdefault(change.week, []).append((absences, place, change.cover))

    opened: dict[Piece, int] = {}
    found: list[tuple[int, int, int, int, int, tuple[str, ...]]] = []
    before = NEVER
    for week in sorted(by_week):
        for current, place, cover in by_week[week]:
            current[place] = cover
        now = _now(by_format, union_of(absences))
        _turn(before, now, week, opened, found)
        before = now
    _turn(before, NEVER, until_week, opened, found)

    return tuple(_interval(*row) for row in sorted(found))


def _now(by_format: dict[str | None, list[Cover]], away: Cover) -> Free:
    free = {name: without(union_of(covers), away) for name, covers in by_format.items()}
    in_any = free.pop(None)
    return free_of(in_any, {name: cover for name, cover in free.items() if name is not None})


@lru_cache(maxsize=32768)
def _interval(
    slot: int, first_week: int, until_week: int, begins: int, ends: int, formats: tuple[str, ...]
) -> FreeInterval:
    """One object for all the people who share it, for the same clock changes bound the slots of many."""
    day, place = divmod(slot, SLOTS_PER_DAY)
    weeks = monday_of(first_week), monday_of(until_week)
    return FreeInterval(day + 1, place * SLOT_MINUTES, *weeks, begins, ends, formats)


def _turn(
    before: Free,
    now: Free,
    week: int,
    opened: dict[Piece, int],
    found: list[tuple[int, int, int, int, int, tuple[str, ...]]],
) -> None:
    """Open the pieces that begin to hold in this week, and close into `found` those that hold no longer."""
    slots = before.whole ^ now.whole
    while slots:
        lowest = slots & -slots
        slots ^= lowest
        _turn_one(_whole(lowest.bit_length() - 1), week, opened, found)
    for piece in before.pieces ^ now.pieces:
        _turn_one(piece, week, opened, found)


def _turn_one(
    piece: Piece,
    week: int,
    opened: dict[Piece, int],
    found: list[tuple[int, int, int, int, int, tuple[str, ...]]],
) -> None:
    if piece in opened:
        found.append((piece.slot, opened.pop(piece), week, *piece[1:]))
    else:
        opened[piece] = week


@lru_cache(maxsize=512)
def _whole(slot: int) -> Piece:
    return Piece(slot, 0, SLOT_MINUTES, ())


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
