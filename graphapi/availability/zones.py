"""IANA time zones: which exist, what was probably meant, and the stretches of time with one offset from UTC."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache
from zoneinfo import ZoneInfo, available_timezones

from rapidfuzz import fuzz, process

from graphapi.availability.errors import UnknownTimeZone, quoted
from graphapi.availability.weeks import MINUTES_PER_DAY, MINUTES_PER_WEEK

# These name whatever the machine is set to, or nothing at all, so they cannot be kept beside what a person said.
_NOT_PLACES = frozenset({"localtime", "posixrules", "Factory"})
# Minutes between two readings of a zone's offset.
STEP = 3 * MINUTES_PER_DAY
_LONGEST_NAME = 64
_NEAR_ENOUGH = 80.0
_EPOCH = datetime(1, 1, 1, tzinfo=UTC)


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
    suggestion = suggest_zone(key)
    advice = f"did you mean {suggestion}?" if suggestion else "use an IANA name such as Europe/Berlin or UTC."
    message = f"no time zone is called {quoted(key)}: {advice}"
    raise UnknownTimeZone(message, suggestion=suggestion, path=path)


@lru_cache(maxsize=1024)
def suggest_zone(key: str) -> str | None:
    """The existing zone whose whole name or city reads most like `key`; None when nothing is near."""
    if len(key) > _LONGEST_NAME:
        return None
    asked = key.strip().casefold().replace(" ", "_")
    best: tuple[float, str] | None = None
    for by_city in (False, True):
        readings = {zone: _reading(zone, by_city=by_city) for zone in sorted(known_zones()) if "/" in zone}
        for _, score, zone in process.extract(
            asked, readings, scorer=fuzz.ratio, limit=3, score_cutoff=_NEAR_ENOUGH
        ):
            candidate = (-score, zone)
            best = candidate if best is None else min(best, candidate)
    return None if best is None else best[1]


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
