"""Parses days, times and dates as people and CSV files write them."""

import re
from calendar import monthrange
from datetime import date

from rapidfuzz import fuzz, process

from graphapi.availability.errors import ImpossibleDate, ImpossibleTime, UnknownWeekday
from graphapi.availability.model import FIRST_YEAR, LAST_YEAR, WEEKDAYS, Pattern
from graphapi.calendar.errors import quoted
from graphapi.calendar.weeks import MINUTES_PER_DAY

# Seconds are read when they are zero, as spreadsheets write them.
_TIME = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::00)?")
# Spreadsheets and databases write midnight after a day.
_MIDNIGHT = r"(?:[T ]+00?:00(?::00(?:\.0+)?)?(?:Z|[+-]00:?00)?)?"
_YEAR_FIRST = re.compile(rf"([0-9]{{4}})([-/.])([0-9]{{1,2}})\2([0-9]{{1,2}}){_MIDNIGHT}")
_YEAR_LAST = re.compile(rf"([0-9]{{1,2}})([-/.])([0-9]{{1,2}})\2([0-9]{{4}}){_MIDNIGHT}")
_DAY_NUMBER = re.compile(r"[0-9]{5}(?:[.,]0+)?")
_NO_DAY = re.compile(r"[0-9]{4}|[0-9]{4}[-/.][0-9]{1,2}|[^\W\d]+\.? [0-9]{4}")
_DATE_FORM = "write dates as YYYY-MM-DD"
_SHORTEST_WEEKDAY = 3
_SHORT_FORMS = {"weds": 3}


def parse_weekday(text: str) -> int:
    """1..7 for Monday to Sunday, from "Tuesday", "tue" or "2"; raises `UnknownWeekday`."""
    asked = text.strip().casefold()
    if asked in {"1", "2", "3", "4", "5", "6", "7"}:
        return int(asked)
    if asked in _SHORT_FORMS:
        return _SHORT_FORMS[asked]
    if len(asked) >= _SHORTEST_WEEKDAY:
        for number, name in enumerate(WEEKDAYS, start=1):
            if name.casefold().startswith(asked):
                return number
    nearest = process.extractOne(asked[:20], WEEKDAYS, scorer=fuzz.ratio, processor=str.casefold, score_cutoff=70)
    advice = f"did you mean {nearest[0]}?" if nearest else "use Monday to Sunday, mon to sun, or 1 to 7."
    raise UnknownWeekday(f"{quoted(text)} is not a day of the week: {advice}", path=("weekday",))


def parse_time(text: str, *, is_end: bool = False) -> int:
    """Minutes after midnight, from "16:00" or "9:30": 0..1439, and 1440 for "24:00" when it is an end.

    Raises `ImpossibleTime`.
    """
    path = ("ends",) if is_end else ("starts",)
    match = _TIME.fullmatch(text.strip())
    if match is None:
        raise ImpossibleTime(f"{quoted(text)} is not a time of day: write times as HH:MM.", path=path)
    hour, minute = int(match[1]), int(match[2])
    if (hour, minute) == (24, 0):
        if is_end:
            return MINUTES_PER_DAY
        raise ImpossibleTime("24:00 can only be an end: start at 00:00 of the next day.", path=path)
    if hour > 23 or minute > 59:
        limit = "24:00" if is_end else "23:59"
        raise ImpossibleTime(f"{quoted(text)} does not exist: use 00:00 to {limit}.", path=path)
    return hour * 60 + minute


def parse_date(text: str, *, field: str = "date") -> date:
    """A date of the years 2000 to 2100 from "2027-03-28", "2027/03/28", "28.03.2027" or "28/03/2027".

    With dots the day comes first. With other signs the order of day and month differs from country to country, so
    that "03/04/2027" is refused. Raises `ImpossibleDate` whose path is `field`.
    """
    year, month, day = _parts_of_date(text, field)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ImpossibleDate(
            f"{quoted(text)} is out of range: use a date in the years {FIRST_YEAR} to {LAST_YEAR}.", path=(field,)
        )
    if not 1 <= month <= 12:
        raise ImpossibleDate(f"{quoted(text)} does not exist: months are 01 to 12.", path=(field,))
    days = monthrange(year, month)[1]
    if not 1 <= day <= days:
        raise ImpossibleDate(f"{quoted(text)} does not exist: that month has {days} days.", path=(field,))
    return date(year, month, day)


def _parts_of_date(text: str, field: str) -> tuple[int, int, int]:
    """Year, month and day as written, whether or not the date exists. Raises `ImpossibleDate`."""
    stripped = text.strip()
    if match := _YEAR_FIRST.fullmatch(stripped):
        return int(match[1]), int(match[3]), int(match[4])
    if match := _YEAR_LAST.fullmatch(stripped):
        first, second, year = int(match[1]), int(match[3]), int(match[4])
        if match[2] == "." or first > 12 or first == second:
            return year, second, first
        if second > 12:
            return year, first, second
        reason = "is ambiguous, because countries write day and month in different orders"
    elif _DAY_NUMBER.fullmatch(stripped):
        reason = "is a spreadsheet's day number"
    elif _NO_DAY.fullmatch(stripped):
        reason = "is not a date"
    else:
        reason = "is not a date"
    raise ImpossibleDate(f"{quoted(text)} {reason}: {_DATE_FORM}.", path=(field,))


def parse_pattern(
    *,
    weekday: str,
    starts: str,
    ends: str,
    time_zone: str,
    valid_from: str | None = None,
    valid_until: str | None = None,
    format: str | None = None,  # noqa: A002 - the word of the map for it
) -> Pattern:
    """A pattern from text; blank or absent means not said. Raises as the other parsers and `Pattern` do."""
    return Pattern(
        weekday=parse_weekday(weekday),
        starts=parse_time(starts),
        ends=parse_time(ends, is_end=True),
        time_zone=time_zone.strip(),
        valid_from=_optional_date(valid_from, "valid_from"),
        valid_until=_optional_date(valid_until, "valid_until"),
        format=(format or "").strip() or None,
    )


def _optional_date(text: str | None, field: str) -> date | None:
    return parse_date(text, field=field) if text and text.strip() else None
