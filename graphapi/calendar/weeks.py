"""Weeks of UTC as Mondays and as numbers, and the horizon for which free time is derived.

A week number counts whole weeks from Monday 1 January of the year 1; a minute counts from the same midnight.
"""

from datetime import date, timedelta

MINUTES_PER_DAY = 1440
MINUTES_PER_WEEK = 7 * MINUTES_PER_DAY
WEEKS_BEFORE = 5
WEEKS_AFTER = 79


def week_of(day: date) -> date:
    """The Monday of the ISO week that holds `day`."""
    return day - timedelta(days=day.weekday())


def week_number(day: date) -> int:
    """The number of the week that holds `day`."""
    return (day.toordinal() - 1) // 7


def monday_of(number: int) -> date:
    """The Monday of the week with that number, the inverse of `week_number`."""
    return date.fromordinal(number * 7 + 1)


def midnight_of(day: date) -> int:
    """The minute at which `day` begins, on a clock that never changes."""
    return (day.toordinal() - 1) * MINUTES_PER_DAY


def horizon(today: date) -> tuple[date, date]:
    """The Mondays between which availability is kept: 5 weeks before the week of `today` to 79 weeks after.

    The second Monday is exclusive. Each clock change of a zone costs rows in the graph, so the past is short; a year
    and a half ahead serves future openings.
    """
    this_week = week_of(today)
    return this_week - timedelta(weeks=WEEKS_BEFORE), this_week + timedelta(weeks=WEEKS_AFTER)
