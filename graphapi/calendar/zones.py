"""IANA time zones: which exist, what was probably meant, and the stretches of time with one offset from UTC."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache
from zoneinfo import ZoneInfo, available_timezones

from rapidfuzz import fuzz, process

from graphapi.calendar.errors import UnknownTimeZone, quoted
from graphapi.calendar.weeks import MINUTES_PER_DAY, MINUTES_PER_WEEK

# These name whatever the machine is set to, or nothing at all, so they cannot be kept beside what a person said.
_NOT_PLACES = frozenset({"localtime", "posixrules", "Factory"})
# Minutes between two readings of a zone's offset.
STEP = 3 * MINUTES_PER_DAY
_LONGEST_NAME = 64
_NEAR_ENOUGH = 80.0
_EPOCH = datetime(1, 1, 1, tzinfo=UTC)
_OFFSET = re.compile(r"(?:utc|gmt|z)?\s*([+\-\u2212\u2013])\s*([0-9]{1,2})(?::?([0-9]{2}))?", re.IGNORECASE)
# A city for each offset, in minutes ahead of UTC, whose clocks show it all year round.
_CITIES = {
    -660: "Pacific/Pago_Pago",
    -600: "Pacific/Honolulu",
    -570: "Pacific/Marquesas",
    -540: "Pacific/Gambier",
    -480: "Pacific/Pitcairn",
    -420: "America/Phoenix",
    -360: "America/Costa_Rica",
    -300: "America/Bogota",
    -240: "America/Puerto_Rico",
    -180: "America/Argentina/Buenos_Aires",
    -60: "Atlantic/Cape_Verde",
    0: "Africa/Abidjan",
    60: "Africa/Lagos",
    120: "Africa/Johannesburg",
    180: "Africa/Nairobi",
    210: "Asia/Tehran",
    240: "Asia/Dubai",
    270: "Asia/Kabul",
    300: "Asia/Karachi",
    330: "Asia/Kolkata",
    345: "Asia/Kathmandu",
    360: "Asia/Dhaka",
    390: "Asia/Yangon",
    420: "Asia/Bangkok",
    480: "Asia/Singapore",
    540: "Asia/Tokyo",
    570: "Australia/Darwin",
    600: "Australia/Brisbane",
    660: "Pacific/Guadalcanal",
    720: "Pacific/Fiji",
    780: "Pacific/Tongatapu",
    840: "Pacific/Kiritimati",
}


@dataclass(frozen=True, slots=True)
class Stretch:
    """Minutes [starts, ends) of UTC, counted as in `weeks`, in which local time is UTC plus `offset` minutes."""

    starts: int
    ends: int
    offset: int


@cache
def known_zones() -> frozenset[str]:
    """Every IANA key that `zoneinfo` can load here, read once for the life of the process."""
    return frozenset(available_timezones() - _NOT_PLACES)


def require_zone(key: str, *, path: Iterable[str] | None = None) -> None:
    """Return when the zone exists, else raise `UnknownTimeZone` with the nearest name that does."""
    if key in known_zones():
        return
    message = f"{quoted(key)} is not a time zone: {zone_advice(key)}"
    raise UnknownTimeZone(message, suggestion=suggest_zone(key), path=path)


def zone_advice(key: str) -> str:
    """What to write instead of a name that no zone has.

    An offset such as "GMT+8" leads to a city first, because a city also says when its clocks change. The zones below
    Etc/ count the other way round: Etc/GMT-8 is eight hours ahead of UTC.
    """
    offset = _offset_said(key)
    suggestion = suggest_zone(key)
    if offset is None or suggestion is None:
        return f"did you mean {suggestion}?" if suggestion else "use an IANA name such as Europe/Berlin or UTC."
    hours, minutes = divmod(abs(offset), 60)
    said = f"UTC{'-' if offset < 0 else '+'}{hours}" + (f":{minutes:02}" if minutes else "")
    fixed = f"Etc/GMT{'+' if offset < 0 else '-'}{hours}"
    without = f", or {fixed} for {said} without a place" if not minutes and fixed in known_zones() else ""
    return f"write your city's zone, such as {suggestion}, which is {said} all year{without}."


@lru_cache(maxsize=1024)
def suggest_zone(key: str) -> str | None:
    """The zone that `key` may mean: a city with that offset, or the zone whose whole name or city reads most like it.

    None when nothing is near.
    """
    if len(key) > _LONGEST_NAME:
        return None
    offset = _offset_said(key)
    if offset is not None:
        return _CITIES.get(offset)
    asked = key.strip().casefold().replace(" ", "_")
    for zone in sorted(known_zones()):
        if zone.casefold() == asked:
            return zone
    best: tuple[float, str] | None = None
    for by_city in (False, True):
        readings = {zone: _reading(zone, by_city=by_city) for zone in _places()}
        for _, score, zone in process.extract(
            asked, readings, scorer=fuzz.ratio, limit=3, score_cutoff=_NEAR_ENOUGH
        ):
            candidate = (-score, zone)
            best = candidate if best is None else min(best, candidate)
    return None if best is None else best[1]


def _places() -> list[str]:
    """The zones that are named after places: a misspelt Etc/GMT+9 may mean either side of the world."""
    return [zone for zone in sorted(known_zones()) if "/" in zone and not zone.startswith("Etc/")]


def _offset_said(key: str) -> int | None:
    """Minutes ahead of UTC, from "GMT+8", "UTC-03:30" or "+0530" as people mean them; None for anything else."""
    match = _OFFSET.fullmatch(key.strip()) if len(key) <= _LONGEST_NAME else None
    if match is None:
        return None
    minutes = 60 * int(match[2]) + int(match[3] or 0)
    return minutes if match[1] == "+" else -minutes


def _reading(zone: str, *, by_city: bool) -> str:
    return (zone.rpartition("/")[2] if by_city else zone).casefold()


@lru_cache(maxsize=1024)
def stretches(time_zone: str, first_week: int, until_week: int) -> tuple[Stretch, ...]:
    """The stretches of one offset that together fill the weeks [first_week, until_week), in order.

    `zoneinfo` does not publish its transitions, so the offset is read every third day and a change is narrowed
    down to its minute. That is exact while two changes lie more than three days apart and every offset and
    change is a whole minute. It holds for every zone in the years that `slots` accepts, where the least
    distance is seven days less an hour; a test reads the whole database to make sure.
    """
    zone = ZoneInfo(time_zone)
    end = until_week * MINUTES_PER_WEEK
    starts = first_week * MINUTES_PER_WEEK
    offset = _offset(zone, starts)
    found: list[Stretch] = []
    for minute in range(starts + STEP, end + STEP, STEP):
        later = _offset(zone, minute)
        if later == offset:
            continue
        change = _first_minute_of(zone, later, minute - STEP, minute)
        if change < end:
            found.append(Stretch(starts, change, offset))
            starts, offset = change, later
    found.append(Stretch(starts, end, offset))
    return tuple(found)


def _first_minute_of(zone: ZoneInfo, offset: int, before: int, after: int) -> int:
    """The first minute in (before, after] with `offset`, which holds at `after` and not yet at `before`."""
    while after - before > 1:
        middle = (before + after) // 2
        if _offset(zone, middle) == offset:
            after = middle
        else:
            before = middle
    return after


def _offset(zone: ZoneInfo, minute: int) -> int:
    """Minutes that local time is ahead of UTC at a minute of UTC."""
    shift = (_EPOCH + timedelta(minutes=minute)).astimezone(zone).utcoffset()
    assert shift is not None  # ZoneInfo always knows the offset of a given instant.
    return shift // timedelta(minutes=1)
