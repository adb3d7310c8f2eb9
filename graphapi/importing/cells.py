"""Reading single cells. A reader takes a stripped, not empty text and raises BadCell with a reason and advice."""

import math
import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Generic, TypeVar

from graphapi.availability.parsing import parse_date
from graphapi.calendar.zones import require_zone, zone_advice
from graphapi.errors import InvalidInput
from graphapi.importing.problems import Advice, BadCell, Problems, did_you_mean, nearest, shown
from graphapi.journal.editing import checked_id, checked_text
from graphapi.people import words
from graphapi.text import LONGEST_ID, LONGEST_NAME, cleaned

Value = TypeVar("Value")
Given = TypeVar("Given")

LONGEST_TEXT = 2000
_TRUE = frozenset({"true", "yes", "1"})
_FALSE = frozenset({"false", "no", "0"})
_LIST_SIGNS = re.compile(r"[;|,]")
_LINE_BREAKS = re.compile(r"[\r\n\t\v\f\x85\u2028\u2029]+")
# Spreadsheets write whole numbers with a decimal place or two.
_INTEGER = re.compile(r"([+-]?[0-9]{1,18})(?:[.,]0{1,2})?")


class Remembering(dict[str, Value], Generic[Value]):
    """A reader that remembers what it has read: large files say the same few things many times."""

    def __init__(self, read: Callable[[str], Value]) -> None:
        super().__init__()
        self._read = read
        self._bad: dict[str, BadCell] = {}

    def __missing__(self, text: str) -> Value:
        if text in self._bad:
            # A new one each time, because the traceback of a raised one grows.
            raise self._bad[text].with_traceback(None)
        try:
            value = self[text] = self._read(cleaned(text))
        except BadCell as bad:
            self._bad[text] = bad
            raise
        return value


class Row:
    """The row that is being read: turns BadCell into a problem with its place. `right` until one was found."""

    def __init__(self, file: str, problems: Problems) -> None:
        self._file = file
        self._problems = problems
        self._line = 0
        self.right = True

    def begin(self, line: int) -> None:
        """Goes on with the row at this line."""
        self._line = line
        self.right = True

    def optional(self, column: str, text: str, read: Callable[[str], Value], blank: Value) -> Value:
        """What the cell says; `blank` when it is empty or bad."""
        if not text:
            return blank
        stated = cleaned(text)
        if not stated:
            return blank
        try:
            return read(stated)
        except BadCell as bad:
            self.bad(column, bad.reason, bad.advice)
            return blank

    def required(self, column: str, text: str, read: Callable[[str], Value], otherwise: Value) -> Value:
        """What the cell says; `otherwise` when it is bad, which being empty is."""
        if not cleaned(text):
            self.bad(column, "the cell is empty", "every row needs a value")
            return otherwise
        return self.optional(column, text, read, otherwise)

    def bad(self, column: str | None, reason: str, advice: Advice = None) -> None:
        """Takes note of a fault in this row."""
        self.right = False
        self._problems.add(self._file, self._line, column, reason, advice)


def identifier(text: str) -> str:
    """An id: 1 to 200 characters of text, as graphapi.text has them."""
    _hold_to(LONGEST_ID, text, "an id")
    return _by_rule(lambda given: checked_id(given, ()), text)


def name(text: str) -> str:
    """A name or a label: 1 to 200 characters of text."""
    return _checked(text, LONGEST_NAME, "a name")


def long_text(text: str) -> str:
    """A definition or a statement: 1 to 2000 characters; line breaks inside it become spaces."""
    return _checked(_LINE_BREAKS.sub(" ", text), LONGEST_TEXT, "a text")


def labels(text: str) -> tuple[str, ...]:
    """Names between ; or | or commas, each once."""
    return tuple(dict.fromkeys(name(part) for part in listed(text)))


def listed(text: str) -> list[str]:
    """The parts of a list cell, separated by ; or | or a comma."""
    return [part.strip() for part in _LIST_SIGNS.split(text) if part.strip()]


def languages(text: str) -> tuple[str, ...]:
    """Language tags as the map writes them."""
    return _by_rule(words.languages, listed(text))


def formats(text: str) -> tuple[str, ...]:
    """Formats as the map writes them."""
    return _by_rule(words.formats, listed(text))


def pace(text: str) -> str:
    """A pace, as entered."""
    return _by_rule(words.pace, text)


def boolean(text: str) -> bool:
    """true, yes, 1 or false, no, 0, in any letter case."""
    plain = text.casefold()
    if plain in _TRUE:
        return True
    if plain in _FALSE:
        return False
    raise BadCell(f"{shown(text)} is neither true nor false", "use true or false, yes or no, 1 or 0")


def integer(least: int, most: int) -> Callable[[str], int]:
    """A reader of whole numbers between two bounds, both included."""

    def read(text: str) -> int:
        match = _INTEGER.fullmatch(text)
        if match is None:
            raise BadCell(f"{shown(text)} is not a whole number", f"use {least} to {most}")
        number = int(match[1])
        if not least <= number <= most:
            raise BadCell(f"{number} is out of range", f"use {least} to {most}")
        return number

    return read


def positive(most: float, least: float = 0.0) -> Callable[[str], float]:
    """A reader of numbers above 0, at least `least` and at most `most`."""
    bounds = f"from {least:g} to {most:g}" if least else f"above 0, at most {most:g}"

    def read(text: str) -> float:
        try:
            number = float(text) if text.isascii() and "_" not in text else math.nan
        except ValueError:
            number = math.nan
        if math.isnan(number):
            raise BadCell(f"{shown(text)} is not a number", f"use a number {bounds}")
        if not 0 < number <= most or number < least:
            raise BadCell(f"{shown(text)} is out of range", f"use a number {bounds}")
        return number

    return read


def day(text: str) -> date:
    """A date in a form that leaves no doubt, in the years 2000 to 2100."""
    return _by_rule(parse_date, text)


def past_day(today: date | None) -> Callable[[str], date | None]:
    """A reader of dates that may be blank and, with `today` given, are not to come."""

    def read(text: str) -> date | None:
        if not text:
            return None
        stated = day(text)
        # It may already be tomorrow where the person lives.
        if today is not None and stated > today + timedelta(days=1):
            raise BadCell(f"{stated} is in the future", "give a past date, or leave the cell empty")
        return stated

    return read


def zone(text: str) -> str:
    """An IANA time zone."""
    try:
        require_zone(text)
    except InvalidInput:
        raise BadCell(f"no time zone is called {shown(text)}", lambda: zone_advice(text).rstrip(".")) from None
    return text


def one_of(choices: tuple[str, ...]) -> Callable[[str], str]:
    """A reader of one of a few words, in any letter case."""

    def read(text: str) -> str:
        plain = text.casefold()
        if plain in choices:
            return plain
        advice = did_you_mean(nearest(plain, choices)) or f"use {', '.join(choices)}"
        raise BadCell(f"{shown(text)} is not known here", advice)

    return read


def as_bad_cell(error: InvalidInput) -> BadCell:
    """The same fault; what a message says after its last colon or semicolon is the advice."""
    for sign in (": ", "; "):
        reason, found, advice = error.message.rpartition(sign)
        if found:
            return BadCell(reason, advice.rstrip("."))
    return BadCell(error.message.rstrip("."))


def _by_rule(rule: Callable[[Given], Value], given: Given) -> Value:
    try:
        return rule(given)
    except InvalidInput as error:
        raise as_bad_cell(error) from None


def _checked(text: str, longest: int, what: str) -> str:
    _hold_to(longest, text, what)
    return _by_rule(lambda given: checked_text(given, longest, (), what.capitalize()), text)


def _hold_to(longest: int, text: str, what: str) -> None:
    if len(text) > longest:
        raise BadCell(f"{shown(text)} has {len(text)} characters", f"{what} has at most {longest}")
