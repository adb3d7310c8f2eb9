"""What all edits share: absent fields, the revision check, and checks of texts, numbers and dates."""

import math
from collections.abc import Callable, Iterable
from datetime import date
from enum import Enum
from typing import Final, Literal, TypeVar

from graphapi.errors import InvalidInput, StaleRevision
from graphapi.text import LONGEST_ID, cleaned, fault_in, fault_in_id

Value = TypeVar("Value")

# Weights are divided by their sums, which must not vanish.
LEAST_NUMBER = 0.001
FIRST_YEAR = 2000
LAST_YEAR = 2100


class Absent(Enum):
    """The type of ABSENT."""

    ABSENT = "absent"

    def __repr__(self) -> str:
        return "ABSENT"


ABSENT: Final[Literal[Absent.ABSENT]] = Absent.ABSENT
"""Marks a field that an edit does not change, where None would clear it."""


def given_or(change: Value | Absent, before: Value) -> Value:
    """The new value of a field."""
    return before if isinstance(change, Absent) else change


def require_revision(current: int, expected: int, what: str) -> None:
    """Raises StaleRevision when `current` is not what the editor saw. Take the write lock before reading it."""
    if current != expected:
        found = f"has changed: you sent revision {expected}, it is now {current}"
        if expected == 0:
            found = f"already exists, at revision {current}"
        elif current == 0:
            found = f"does not exist yet, but you sent revision {expected}"
        raise StaleRevision(
            f"{what} {found}. Read it again and repeat your edit.",
            current_revision=current,
            path=["expectedRevision"],
        )


def checked_text(text: str, longest: int, path: Iterable[str], what: str) -> str:
    """The text as it is stored (see graphapi.text). Raises InvalidInput unless it has 1..longest characters of text."""
    return _checked(text, longest, path, what, fault_in)


def checked_id(text: str, path: Iterable[str], what: str = "An id") -> str:
    """An id given by people, as it is stored. Raises InvalidInput for what is not text or looks like a global id."""
    return _checked(text, LONGEST_ID, path, what, fault_in_id)


def _checked(
    text: str, longest: int, path: Iterable[str], what: str, fault_of: Callable[[str], str | None]
) -> str:
    stored = cleaned(text)
    if not 1 <= len(stored) <= longest:
        raise InvalidInput(f"{what} must have 1 to {longest} characters; you sent {len(stored)}.", path=path)
    if fault := fault_of(stored):
        raise InvalidInput(f"{what} {fault}.", path=path)
    return stored


def checked_number(number: float, most: float, path: Iterable[str], what: str) -> float:
    """The number as a float. Raises InvalidInput unless it lies between LEAST_NUMBER and `most`."""
    if not math.isfinite(number) or not LEAST_NUMBER <= number <= most:
        raise InvalidInput(f"{what} must be between {LEAST_NUMBER} and {most:g}; you sent {number}.", path=path)
    return float(number)


def checked_day(day: date, path: Iterable[str], what: str) -> date:
    """The day itself. Raises InvalidInput outside the years 2000 to 2100."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise InvalidInput(
            f"{what} is {day}, which is out of range. Use a date in the years {FIRST_YEAR} to {LAST_YEAR}.",
            path=path,
        )
    return day


def required(value: Value | None, field: str) -> Value:
    """The value. Raises InvalidInput for None, for fields that can be omitted but not cleared."""
    if value is None:
        raise InvalidInput(f"{field} cannot be null. Omit it to keep the current value.", path=[field])
    return value
