"""Availability as values: patterns and leaves in local time, and the pieces of the UTC week derived from them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeAlias

from graphapi.availability.errors import (
    ImpossibleDate,
    ImpossibleTime,
    InvalidAvailability,
    NothingBetween,
    UnknownWeekday,
)
from graphapi.calendar.errors import quoted
from graphapi.calendar.weeks import MINUTES_PER_DAY
from graphapi.calendar.zones import require_zone

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SLOT_MINUTES = 30
SLOTS_PER_DAY = MINUTES_PER_DAY // SLOT_MINUTES
SLOTS_PER_WEEK = 7 * SLOTS_PER_DAY
FIRST_YEAR = 2000
LAST_YEAR = 2100
_LONGEST_FORMAT = 60

Timing: TypeAlias = tuple[int, int, int, str, date | None, date | None]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A weekly window as a person enters it: "Tuesdays 16:00 to 18:00, Berlin, until Easter".

    An instant is inside when the wall clock in `time_zone` shows that weekday, a minute of the day in
    [starts, ends) and a date in [valid_from, valid_until]. An hour that a clock change skips counts for nothing,
    and an hour that it repeats counts twice.

    weekday: 1..7, Monday to Sunday, local. starts: 0..1439 and ends: 1..1440, local minutes of that day, 1440
    being 24:00. valid_from, valid_until: local dates, both inclusive; None leaves that side open. format: the
    only format of meetings in this window, None for any; two people share time when their formats agree.
    """

    weekday: int
    starts: int
    ends: int
    time_zone: str
    valid_from: date | None = None
    valid_until: date | None = None
    format: str | None = None

    def __post_init__(self) -> None:
        """Raises UnknownTimeZone or a leaf of InvalidAvailability, with the field as its path."""
        if not 1 <= self.weekday <= 7:
            raise UnknownWeekday(
                f"weekday {self.weekday} does not exist: use 1 (Monday) to 7 (Sunday).", path=("weekday",)
            )
        self._check_times()
        require_zone(self.time_zone, path=("time_zone",))
        _check_days(self.valid_from, self.valid_until, "valid_from", "valid_until")
        if self.format is not None:
            _check_format(self.format)

    @property
    def timing(self) -> Timing:
        """Everything that decides when this pattern is free, whatever the format: equal timings, equal minutes."""
        return (self.weekday, self.starts, self.ends, self.time_zone, self.valid_from, self.valid_until)

    def _check_times(self) -> None:
        if self.starts == MINUTES_PER_DAY:
            raise ImpossibleTime("24:00 can only be an end: start at 00:00 of the next day.", path=("starts",))
        if not 0 <= self.starts < MINUTES_PER_DAY:
            raise ImpossibleTime(
                f"the start is outside the day ({self.starts} minutes): use 0 to 1439.", path=("starts",)
            )
        if not 0 <= self.ends <= MINUTES_PER_DAY:
            raise ImpossibleTime(
                f"the end is outside the day ({self.ends} minutes): use 1 to 1440.", path=("ends",)
            )
        if self.ends <= self.starts:
            start, end = clock(self.starts), clock(self.ends)
            raise NothingBetween(
                f"{start} to {end} does not end after it starts: for a window across midnight give two, {start} "
                f"to 24:00 and 00:00 to {end} of the next day."
                if self.ends
                else f"{start} to {end} ends before it starts: write 24:00 for the end of the day.",
                path=("ends",),
            )


@dataclass(frozen=True, slots=True)
class Leave:
    """Whole days on which nothing is free: every instant whose date in `time_zone` is in [first_day, last_day].

    Both days are local dates and inclusive.
    """

    first_day: date
    last_day: date
    time_zone: str

    def __post_init__(self) -> None:
        """Raises UnknownTimeZone or a leaf of InvalidAvailability, with the field as its path."""
        require_zone(self.time_zone, path=("time_zone",))
        _check_days(self.first_day, self.last_day, "first_day", "last_day")


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """A half-hour of the UTC week: weekday 1..7, Monday to Sunday, and minute 0..1410 in steps of 30."""

    weekday: int
    minute: int

    def __post_init__(self) -> None:
        """Raise `UnknownWeekday` or `ImpossibleTime` when the UTC week has no such half-hour."""
        if not 1 <= self.weekday <= 7:
            raise UnknownWeekday(
                f"weekday {self.weekday} does not exist: use 1 (Monday) to 7 (Sunday).", path=("weekday",)
            )
        if not 0 <= self.minute < MINUTES_PER_DAY or self.minute % SLOT_MINUTES:
            raise ImpossibleTime(
                f"no half-hour begins at minute {self.minute}: use 0 to 1410 in steps of 30.", path=("minute",)
            )

    @property
    def starts(self) -> int:
        """Minutes from Monday 00:00 UTC."""
        return (self.weekday - 1) * MINUTES_PER_DAY + self.minute

    @property
    def ends(self) -> int:
        """Minutes from Monday 00:00 UTC, exclusive."""
        return self.starts + SLOT_MINUTES


@dataclass(frozen=True, slots=True, order=True)
class FreeInterval:
    """The weeks in which a piece of a half-hour of the UTC week is free.

    weekday: 1..7 and minute: 0..1410 in steps of 30, both UTC, as in `Slot`. The weeks are the Mondays in
    [from_week, until_week). The piece is the minutes [begins, ends) of the half-hour, 0 and 30 when it is whole.
    formats: those in which the person meets then, in order; none: any.
    """

    weekday: int
    minute: int
    from_week: date
    until_week: date
    begins: int = 0
    ends: int = SLOT_MINUTES
    formats: tuple[str, ...] = ()

    @property
    def piece(self) -> dict[str, Any]:
        """The properties by which a stored piece differs from a whole half-hour for any format, else None."""
        return {
            "begins": self.begins or None,
            "ends": None if self.ends == SLOT_MINUTES else self.ends,
            "formats": list(self.formats) or None,
        }


@dataclass(frozen=True, slots=True)
class TimeChange:
    """What changes about what a person said about their time. revision: the person's new one, if it changes.

    patterns and leaves: new ones by their ids. kept_patterns, kept_leaves: ids of the only ones that stay; None: all.
    """

    person_id: str
    patterns: Mapping[str, Pattern] = field(default_factory=dict[str, Pattern])
    kept_patterns: Sequence[str] | None = None
    leaves: Mapping[str, Leave] = field(default_factory=dict[str, Leave])
    kept_leaves: Sequence[str] | None = None
    revision: int | None = None


def clock(minute: int) -> str:
    """A minute of the day as people write it: 570 is "09:30", 1440 is "24:00"."""
    return f"{minute // 60:02}:{minute % 60:02}"


def _check_days(first: date | None, last: date | None, first_field: str, last_field: str) -> None:
    for day, of_field in ((first, first_field), (last, last_field)):
        if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise ImpossibleDate(
                f"{day} is out of range: use a date in the years {FIRST_YEAR} to {LAST_YEAR}.", path=(of_field,)
            )
    if first is not None and last is not None and last < first:
        raise NothingBetween(
            f"{last} comes before {first}: the last day is inclusive and cannot come before the first.",
            path=(last_field,),
        )


def _check_format(text: str) -> None:
    if not text.strip() or not text.isprintable() or len(text) > _LONGEST_FORMAT:
        raise InvalidAvailability(
            f"the format {quoted(text)} cannot be stored: use 1 to {_LONGEST_FORMAT} printable characters, "
            "or leave it out.",
            path=("format",),
        )
