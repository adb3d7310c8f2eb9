"""Chooses whom a demonstration should show: somebody with a good goal, and mentors who are free when they are."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from graphapi.availability.model import SLOT_MINUTES, SLOTS_PER_DAY, SLOTS_PER_WEEK, Pattern
from graphapi.importing.sample_model import Profile

# So many are looked at, so that the choice costs the same in an organisation of any size.
_LOOKED_AT = 1500
_CANDIDATES = 200
_ENOUGH_MENTORS = 8
_ENOUGH_SLOTS = 60 // SLOT_MINUTES
_WHOLE_WEEK = (1 << SLOTS_PER_WEEK) - 1


def best_mentee(profiles: Sequence[Profile], order: Sequence[int], today: date) -> int:
    """The index of the profile with most to show; the first of `order` when nobody has a goal.

    `order` holds indexes, the profiles to prefer in a tie first. A single goal of two or three targets comes
    first; then that every target has a mentor above one's own level who takes part, has a place, speaks a common
    language, is not close in the reporting line and shares an hour; then how many such mentors there are.
    """
    looked_at = order[:_LOOKED_AT]
    free = {index: _slots(profiles[index].patterns, today) for index in looked_at}
    holders: dict[str, list[int]] = defaultdict(list)
    for index in looked_at:
        if profiles[index].mentoring and profiles[index].places:
            for label in profiles[index].worker.levels:
                holders[label].append(index)
    best, best_score = order[0], (False, 0.0, 0)
    for mentee in [index for index in looked_at if len(profiles[index].goals) == 1][:_CANDIDATES]:
        mentors: set[int] = set()
        served = 0
        targets = profiles[mentee].goals[0].targets
        for label, _, _ in targets:
            own = profiles[mentee].worker.levels.get(label, 0)
            found = {
                other
                for other in holders[label]
                if profiles[other].worker.levels[label] > own
                and (free[mentee] & free[other]).bit_count() >= _ENOUGH_SLOTS
                and not set(profiles[mentee].languages).isdisjoint(profiles[other].languages)
                and not _in_line(profiles, mentee, other)
            }
            served += bool(found)
            mentors |= found
        score = (2 <= len(targets) <= 3, served / len(targets), min(_ENOUGH_MENTORS, len(mentors)))
        if score > best_score:
            best, best_score = mentee, score
    return best


def _in_line(profiles: Sequence[Profile], one: int, other: int) -> bool:
    """Whether they are the same, or one is the other's manager or that manager's manager."""
    return one == other or other in _managers(profiles, one) or one in _managers(profiles, other)


def _managers(profiles: Sequence[Profile], index: int) -> list[int]:
    found: list[int] = []
    manager = profiles[index].worker.post.manager
    while manager is not None and len(found) < 2:
        found.append(manager)
        manager = profiles[manager].worker.post.manager
    return found


def _slots(patterns: Sequence[Pattern], today: date) -> int:
    """The half-hours of the UTC week that the patterns fill in the month to come, as bits."""
    filled = 0
    for pattern in patterns:
        if (pattern.valid_from or today) > today or (pattern.valid_until or date.max) < today + timedelta(days=30):
            continue
        offset = datetime(today.year, today.month, today.day, 12, tzinfo=ZoneInfo(pattern.time_zone)).utcoffset()
        assert offset is not None  # ZoneInfo always knows it.
        midnight = (pattern.weekday - 1) * SLOTS_PER_DAY * SLOT_MINUTES - offset // timedelta(minutes=1)
        first = -(-(midnight + pattern.starts) // SLOT_MINUTES)
        last = (midnight + pattern.ends) // SLOT_MINUTES
        if first < last:
            filled |= _turned((1 << (last - first)) - 1, first % SLOTS_PER_WEEK)
    return filled


def _turned(bits: int, by: int) -> int:
    """Bits moved up, those beyond Sunday midnight to the start of the week."""
    moved = bits << by
    return (moved & _WHOLE_WEEK) | (moved >> SLOTS_PER_WEEK)
