"""Chooses whom a demonstration should show: somebody with a good goal, and mentors who are free when they are."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from graphapi.availability.model import SLOT_MINUTES, SLOTS_PER_DAY, SLOTS_PER_WEEK, Pattern
from graphapi_lab.sampling.model import Profile

# So many are looked at, so that the choice costs the same in an organisation of any size.
_LOOKED_AT = 1500
_CANDIDATES = 200
_SEVERAL = 4
_MANY = 8
_ENOUGH_SLOTS = 60 // SLOT_MINUTES
_WHOLE_WEEK = (1 << SLOTS_PER_WEEK) - 1
_WINDOWS = 4
_WINDOW_MINUTES = 90
_WINDOW_STARTS = range(8 * 60, 17 * 60, SLOT_MINUTES)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """Who may be shown. mentors: a target, the indexes of those who could help, time left aside.

    meets: whether mentors are only those with time in common; it takes both for the asynchronous way.
    """

    index: int
    meets: bool
    mentors: tuple[frozenset[int], ...]

    def score(self, own: int, free: dict[int, int]) -> tuple[bool, int, bool, float, int]:
        """Better candidates score higher, when they are free in the half-hours `own`.

        Two or three targets, to be met about, come first; then several mentors with an hour in common; then a
        third target; then that every target has such a mentor; then how many there are.
        """
        meeting = [{one for one in mentors if _shares_an_hour(own, free[one])} for mentors in self.mentors]
        count = len({one for mentors in meeting for one in mentors})
        served = sum(map(bool, meeting)) / len(meeting)
        targets = len(self.mentors)
        return self.meets and 2 <= targets <= 3, min(_SEVERAL, count), targets == 3, served, min(_MANY, count)


def choose_mentee(profiles: Sequence[Profile], order: Sequence[int], today: date) -> tuple[int, Profile]:
    """The index of the profile with most to show, and what to put in its place.

    `order` holds indexes, the profiles to prefer in a tie first; its first is chosen when nobody has a goal. Where
    too few mentors are free when any candidate is, the chosen one gets windows in their own working hours that
    suit more of them: a small organisation would leave it to luck.
    """
    looked_at = order[:_LOOKED_AT]
    free = {index: _slots(profiles[index].patterns, today) for index in looked_at}
    candidates = _candidates(profiles, looked_at)
    if not candidates:
        return order[0], profiles[order[0]]
    # max takes the first of several that are equally good.
    best = max(candidates, key=lambda one: one.score(free[one.index], free))
    if best.score(free[best.index], free)[1] >= _SEVERAL:
        return best.index, profiles[best.index]
    suited = {
        one.index: _windows_that_suit(profiles[one.index], frozenset[int]().union(*one.mentors), free, today)
        for one in candidates
    }
    best = max(candidates, key=lambda one: one.score(_slots(suited[one.index], today), free))
    return best.index, replace(profiles[best.index], patterns=suited[best.index])


def _candidates(profiles: Sequence[Profile], looked_at: Sequence[int]) -> list[_Candidate]:
    """Those with a single goal; a demonstration with several would need more words."""
    holders: dict[str, list[int]] = defaultdict(list)
    for index in looked_at:
        if profiles[index].mentoring and profiles[index].places:
            for label in profiles[index].worker.levels:
                holders[label].append(index)
    found: list[_Candidate] = []
    for mentee in [index for index in looked_at if len(profiles[index].goals) == 1][:_CANDIDATES]:
        profile = profiles[mentee]
        mentors = tuple(
            frozenset(
                other
                for other in holders[label]
                if profiles[other].worker.levels[label] > profile.worker.levels.get(label, 0)
                and not set(profile.languages).isdisjoint(profiles[other].languages)
                and not _in_line(profiles, mentee, other)
            )
            for label, _, _ in profile.goals[0].targets
        )
        found.append(_Candidate(mentee, "asynchronous" not in profile.formats, mentors))
    return found


def _windows_that_suit(
    profile: Profile, mentors: frozenset[int], free: dict[int, int], today: date
) -> tuple[Pattern, ...]:
    """Windows on different days, each the one with which most mentors share an hour in all."""
    place = profile.worker.place
    chosen: list[Pattern] = []
    own = 0
    for _ in range(_WINDOWS):
        windows = [
            Pattern(weekday, starts, starts + _WINDOW_MINUTES, place.time_zone)
            for weekday in place.workdays
            for starts in _WINDOW_STARTS
            if all(weekday != window.weekday for window in chosen)
        ]
        slots = [own | _slots((window,), today) for window in windows]
        reached = [sum(_shares_an_hour(open_slots, free[one]) for one in mentors) for open_slots in slots]
        best = reached.index(max(reached))
        chosen.append(windows[best])
        own = slots[best]
    return tuple(sorted(chosen, key=lambda window: window.weekday))


def _shares_an_hour(one: int, other: int) -> bool:
    return (one & other).bit_count() >= _ENOUGH_SLOTS


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
