"""Formats free time and patterns for people: joined into spans, in UTC or in a local time zone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from graphapi.availability.model import WEEKDAYS, Leave, Pattern, clock
from graphapi.calendar.weeks import MINUTES_PER_DAY, week_of
from graphapi.calendar.zones import require_zone

# strftime names months after the locale of the process, and the service speaks English.
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


class Minutes(Protocol):
    """Some minutes of a UTC week, such as a half-hour or a shared piece of one."""

    @property
    def starts(self) -> int:
        """Minutes from Monday 00:00 UTC."""
        ...

    @property
    def ends(self) -> int:
        """Minutes from Monday 00:00 UTC, exclusive; at most 10080."""
        ...


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Adjacent pieces of the UTC week as one: minutes [starts, ends) from Monday 00:00 UTC, at most 10080."""

    starts: int
    ends: int

    @property
    def minutes(self) -> int:
        """How long it is."""
        return self.ends - self.starts

    def __str__(self) -> str:
        """For people: "Tuesday 14:00-15:30 UTC", over midnight "Tuesday 23:00-Wednesday 01:00 UTC"."""
        day, minute = divmod(self.starts, MINUTES_PER_DAY)
        # An end at midnight is 24:00 of the day that ends there.
        end_day = (self.ends - 1) // MINUTES_PER_DAY
        end = clock(self.ends - end_day * MINUTES_PER_DAY)
        until = end if end_day == day else f"{WEEKDAYS[end_day]} {end}"
        return f"{WEEKDAYS[day]} {clock(minute)}-{until} UTC"


@dataclass(frozen=True, slots=True)
class LocalSpan:
    """One span of a certain week on a wall clock: two instants that carry the zone."""

    starts: datetime
    ends: datetime

    @property
    def minutes(self) -> int:
        """How long it really is, clock changes inside it included."""
        return (self.ends.astimezone(UTC) - self.starts.astimezone(UTC)) // timedelta(minutes=1)

    def __str__(self) -> str:
        """For people: "Tuesday 3 March 2026 16:00-17:30", with both offsets when the clock changes inside."""
        until = f"{self.ends:%H:%M}"
        if self.ends.date() != self.starts.date():
            next_day = self.starts.date() + timedelta(days=1)
            at_midnight = until == "00:00" and self.ends.date() == next_day
            until = "24:00" if at_midnight else f"{_day(self.ends)} {until}"
        if self.starts.utcoffset() == self.ends.utcoffset():
            return f"{_day(self.starts)} {self.starts:%H:%M}-{until}"
        return f"{_day(self.starts)} {self.starts:%H:%M} ({_offset(self.starts)})-{until} ({_offset(self.ends)})"


def merge_slots(slots: Iterable[Minutes]) -> tuple[Span, ...]:
    """The pieces of one UTC week joined into the fewest spans, from Monday on; what overlaps counts once.

    Spans cross midnight but not the end of the week, for the Sunday and the Monday of one week are not neighbours.
    """
    spans: list[Span] = []
    for starts, ends in sorted({(slot.starts, slot.ends) for slot in slots}):
        if spans and starts <= spans[-1].ends:
            spans[-1] = Span(spans[-1].starts, max(ends, spans[-1].ends))
        else:
            spans.append(Span(starts, ends))
    return tuple(spans)


def spans_in_zone(slots: Iterable[Minutes], week: date, time_zone: str) -> tuple[LocalSpan, ...]:
    """The same spans in the UTC week of `week`, on the wall clock of a zone, earliest first.

    Raises `UnknownTimeZone`. A Monday 01:00 in Auckland is a Sunday in UTC, so spans may lie a day outside of the
    local week.
    """
    require_zone(time_zone, path=("time_zone",))
    zone = ZoneInfo(time_zone)
    monday = week_of(week)
    base = datetime(monday.year, monday.month, monday.day, tzinfo=UTC)
    return tuple(
        LocalSpan(
            (base + timedelta(minutes=span.starts)).astimezone(zone),
            (base + timedelta(minutes=span.ends)).astimezone(zone),
        )
        for span in merge_slots(slots)
    )


def describe_pattern(pattern: Pattern) -> str:
    """A pattern in words: "Tuesdays 16:00-18:00 Europe/Berlin, from 2027-01-04, until 2027-03-28, video"."""
    words = [f"{WEEKDAYS[pattern.weekday - 1]}s {clock(pattern.starts)}-{clock(pattern.ends)} {pattern.time_zone}"]
    if pattern.valid_from:
        words.append(f"from {pattern.valid_from}")
    if pattern.valid_until:
        words.append(f"until {pattern.valid_until}")
    if pattern.format:
        words.append(pattern.format)
    return ", ".join(words)


def describe_leave(leave: Leave) -> str:
    """A leave in words: "away 2027-08-02 to 2027-08-20 Europe/Lisbon"."""
    days = str(leave.first_day)
    if leave.last_day != leave.first_day:
        days += f" to {leave.last_day}"
    return f"away {days} {leave.time_zone}"


def _day(moment: datetime) -> str:
    return f"{WEEKDAYS[moment.weekday()]} {moment.day} {_MONTHS[moment.month - 1]} {moment.year}"


def _offset(moment: datetime) -> str:
    return f"UTC{moment.isoformat(timespec='minutes')[16:]}"
