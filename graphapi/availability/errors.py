"""Errors in stated availability, one class per case.

InvalidAvailability       any of the below
├── UnknownWeekday        not a day of the week
├── ImpossibleTime        not a time of day, or not where it stands
├── ImpossibleDate        not a date, or far outside what is planned here
└── NothingBetween        the end does not come after the start
"""

from typing import ClassVar

from graphapi.errors import InvalidInput


class InvalidAvailability(InvalidInput):
    """The stated availability is not valid."""

    code: ClassVar[str] = "INVALID_AVAILABILITY"


class UnknownWeekday(InvalidAvailability):
    """Not a day of the week."""

    code: ClassVar[str] = "UNKNOWN_WEEKDAY"


class ImpossibleTime(InvalidAvailability):
    """Not a time of day, or one that cannot stand in that place (24:00 as a start)."""

    code: ClassVar[str] = "IMPOSSIBLE_TIME"


class ImpossibleDate(InvalidAvailability):
    """Not a date of the calendar, or one outside the years that are planned here."""

    code: ClassVar[str] = "IMPOSSIBLE_DATE"


class NothingBetween(InvalidAvailability):
    """The end does not come after the start, so no time is left between them."""

    code: ClassVar[str] = "NOTHING_BETWEEN"
