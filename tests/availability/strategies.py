"""Hypothesis strategies that look where clocks change."""

from datetime import date, timedelta

from hypothesis import strategies as st

from graphapi.availability.model import Leave, Pattern
from graphapi.calendar.weeks import monday_of, week_number, week_of
from graphapi.calendar.zones import known_zones, stretches

# Zones and days at which something uncommon happens to the clock.
UNCOMMON = [
    ("Europe/Berlin", date(2026, 3, 29)),
    ("Europe/Berlin", date(2026, 10, 25)),
    ("America/New_York", date(2027, 3, 14)),
    ("America/New_York", date(2027, 11, 7)),
    ("Australia/Lord_Howe", date(2026, 4, 5)),
    ("Australia/Lord_Howe", date(2026, 10, 4)),
    ("Pacific/Apia", date(2011, 12, 30)),
    ("Pacific/Auckland", date(2026, 9, 27)),
    ("Pacific/Chatham", date(2026, 4, 5)),
    ("Africa/Casablanca", date(2026, 2, 15)),
    ("Africa/Casablanca", date(2026, 3, 22)),
    ("America/Sao_Paulo", date(2018, 11, 4)),
    ("America/Sao_Paulo", date(2019, 2, 16)),
    ("America/Havana", date(2026, 11, 1)),
    ("America/St_Johns", date(2010, 3, 14)),
    ("America/Caracas", date(2007, 12, 9)),
    ("Antarctica/Troll", date(2026, 3, 29)),
    ("Asia/Gaza", date(2040, 10, 20)),
    ("Asia/Kathmandu", date(2027, 1, 1)),
    ("Asia/Kolkata", date(2026, 12, 31)),
    ("Asia/Pyongyang", date(2018, 5, 4)),
    ("Europe/Lisbon", date(2032, 2, 29)),
    ("Asia/Tehran", date(2022, 9, 21)),
    ("America/Nuuk", date(2023, 3, 25)),
]


@st.composite
def changes_of_clock(draw: st.DrawFn) -> tuple[str, date]:
    """A zone and a day on which its clock changes, if it does within two years, else some day."""
    zone = draw(st.sampled_from(sorted(known_zones())))
    first = week_number(draw(st.dates(date(2000, 1, 10), date(2098, 12, 31))))
    days = [monday_of(stretch.starts // 10080) for stretch in stretches(zone, first, first + 104)]
    return zone, draw(st.sampled_from(days)) + timedelta(days=draw(st.integers(0, 6)))


def moments() -> st.SearchStrategy[tuple[str, date]]:
    return st.one_of(st.sampled_from(UNCOMMON), changes_of_clock())


def minutes(least: int, most: int) -> st.SearchStrategy[int]:
    """Minutes of the day, mostly of the night in which clocks change, some on the half-hour, some not."""
    halves = st.integers(least // 30 + (1 if least else 0), most // 30).map(lambda half: half * 30)
    night = st.integers(least, 300)
    return st.one_of(halves, night, st.integers(least, most))


@st.composite
def patterns(draw: st.DrawFn, zone: str, day: date) -> Pattern:
    """A pattern in that zone or another, often on that weekday, its validity often limited near that day."""
    starts = draw(minutes(0, 1439))
    ends = draw(
        minutes(1, 1440).filter(lambda end: end > starts) if starts < 300 else st.integers(starts + 1, 1440)
    )
    near = st.one_of(st.none(), st.integers(-12, 12).map(lambda days: day + timedelta(days=days)))
    valid_from, valid_until = draw(near), draw(near)
    if valid_from and valid_until and valid_until < valid_from:
        valid_from, valid_until = valid_until, valid_from
    weekdays = st.one_of(st.just(day.isoweekday()), st.integers(1, 7))
    zones = st.one_of(st.just(zone), st.just(zone), st.sampled_from(sorted(known_zones())))
    formats = st.sampled_from([None, None, None, "video", "in person"])
    return Pattern(draw(weekdays), starts, ends, draw(zones), valid_from, valid_until, draw(formats))


@st.composite
def leaves(draw: st.DrawFn, zone: str, day: date) -> Leave:
    """A leave of up to nine days near that day."""
    first = day + timedelta(days=draw(st.integers(-9, 9)))
    other = st.sampled_from(["UTC", "Asia/Kathmandu", "Pacific/Kiritimati", "Etc/GMT+12"])
    return Leave(first, first + timedelta(days=draw(st.integers(0, 8))), draw(st.one_of(st.just(zone), other)))


@st.composite
def cases(draw: st.DrawFn) -> tuple[list[Pattern], list[Leave], date, date]:
    """Patterns and leaves of a person, and a horizon of one to three weeks around a change of the clock."""
    zone, day = draw(moments())
    first = week_of(day) - timedelta(weeks=draw(st.integers(0, 1)))
    until = first + timedelta(weeks=draw(st.integers(1, 3)))
    said = draw(st.lists(patterns(zone, day), min_size=1, max_size=4))
    if draw(st.booleans()):
        said = [*said, *(_rest_of_day(pattern) for pattern in said if pattern.ends < 1440)]
    return said, draw(st.lists(leaves(zone, day), max_size=2)), first, until


def _rest_of_day(pattern: Pattern) -> Pattern:
    """A neighbour, so that two patterns share a half-hour between them."""
    return Pattern(pattern.weekday, pattern.ends, 1440, pattern.time_zone, pattern.valid_from, pattern.valid_until)
