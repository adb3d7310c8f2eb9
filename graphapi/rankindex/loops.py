"""The road through the arrays in plain loops, which numba compiles; nothing is made but the answer.

prox_t = 1 - product of (1 - damping * near * fit) over what a mentor holds near target t; proximity is their
weighted sum. Source: docs/matching.md.
"""

# Loops over numbers, in the form that numba compiles fastest, are longer than what people read best.
# ruff: noqa: PLR0912, PLR0915

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from graphapi.availability.model import SLOT_MINUTES
from graphapi.people.ties import TIE_MODULUS
from graphapi.policy.model import BILLION, HIGHEST_LEVEL, ODD_CUT
from graphapi.rankindex.asking import Asked, Found
from graphapi.rankindex.asking_time import WHOLE, AskedTime
from graphapi.rankindex.compiling import compiled
from graphapi.rankindex.model import SLOT_BITS
from graphapi.rankindex.people import NOBODY, Bools
from graphapi.rankindex.ragged import Int32s, Int64s
from graphapi.rankindex.rankmap import LEVEL_BITS, LEVEL_MASK, RankMap
from graphapi.rankindex.times import Entries

_SLOT_MASK = (1 << SLOT_BITS) - 1
_LEVELS = LEVEL_MASK + 1


class Lists(NamedTuple):
    """The arrays of a map that the loops read."""

    near_start: Int64s
    near_length: Int32s
    near_other: Int32s
    near_strength: npt.NDArray[np.float64]
    held_start: Int64s
    held_length: Int32s
    held: Int32s
    offers_start: Int64s
    offers_length: Int32s
    offers: Entries
    rank: Int32s
    tie_key: Int32s
    manager: Int32s
    language_set: Int32s
    weekly_minutes: Int32s
    asynchronous: Bools


class Scratch(NamedTuple):
    """Room for one number a person and purpose, which the loops leave as they found it: zeros.

    left: what the target at hand leaves of the distance, 0 when it is not touched. Then lists of touched people, and
    the shared minutes by half-hour.
    """

    left: npt.NDArray[np.float64]
    proximity: npt.NDArray[np.float64]
    exact: Int32s
    touched: Int32s
    everybody: Int32s
    shared: Int64s


class LoopRoad:
    """Keeps its scratch from one question to the next; one question at a time."""

    name = "loops"

    def __init__(self) -> None:
        self._scratch = _scratch(0)

    def rank(self, ranked: RankMap, asked: Asked) -> Found:
        """As of Road."""
        people = ranked.people
        if len(self._scratch.left) < len(people.rank):
            self._scratch = _scratch(len(people.rank))
        near, held, offers = ranked.near, ranked.holders, people.offers
        lists = Lists(
            near.start,
            near.length,
            near.columns[0],
            near.columns[1],
            held.start,
            held.length,
            held.columns[0],
            offers.start,
            offers.length,
            offers.columns[0],
            people.rank,
            people.tie_key,
            people.manager,
            people.language_set,
            people.weekly_minutes,
            people.asynchronous,
        )
        limit = asked.limit
        found = Found(
            np.zeros(limit, np.int32),
            np.zeros(limit, np.int64),
            np.zeros(limit, np.int32),
            np.zeros(limit, np.int32),
            np.zeros(limit, np.int32),
        )
        count = rank_in_loops(lists, self._scratch, asked, found)
        return Found(
            found.people[:count],
            found.billionths[:count],
            found.exact[:count],
            found.ties[:count],
            found.minutes[:count],
        )


def _scratch(people: int) -> Scratch:
    return Scratch(
        np.zeros(people),
        np.zeros(people),
        np.zeros(people, np.int32),
        np.zeros(people, np.int32),
        np.zeros(people, np.int32),
        np.zeros(1 << SLOT_BITS, np.int64),
    )


@compiled
def _before(billionths: Any, exactly: Any, tie: Any, rank: Any, found: Found, spot: int, ranks: Int32s) -> Any:
    """Whether a mentor comes before the one at this spot."""
    if billionths != found.billionths[spot]:
        return billionths > found.billionths[spot]
    if exactly != found.exact[spot]:
        return exactly > found.exact[spot]
    if tie != found.ties[spot]:
        return tie < found.ties[spot]
    return rank < ranks[found.people[spot]]


@compiled
def _shared(offers: Entries, time: AskedTime) -> int:
    """How many minutes of the week the mentor offers when the mentee is free."""
    total = 0
    for entry in offers:
        kind = entry >> SLOT_BITS
        both = time.pieces[kind] & time.minutes[time.format_set[kind], entry & _SLOT_MASK]
        if both == WHOLE:
            total += SLOT_MINUTES
        else:
            while both:
                both &= both - 1
                total += 1
    return total


@compiled
def _in_one_piece(offers: Entries, time: AskedTime, shared: Int64s) -> bool:
    """Whether some stretch in one format is as long as asked for. shared: zeros, and left so."""
    for name in range(len(time.allows)):
        if name and not time.mentee_names[name]:
            named = False
            for entry in offers:
                kind = entry >> SLOT_BITS
                formats = time.format_set[kind]
                if formats and time.pieces[kind] and time.allows[name, formats]:
                    named = True
            if not named:
                continue
        for entry in offers:
            kind, slot = entry >> SLOT_BITS, entry & _SLOT_MASK
            if time.allows[name, time.format_set[kind]]:
                shared[slot] |= time.pieces[kind] & time.named[name, slot]
        run = longest = 0
        before = -1
        for slot in time.slots:
            both = shared[slot]
            shared[slot] = 0
            if slot != before + 1:
                run = 0
            before = slot
            if both == WHOLE:
                run += SLOT_MINUTES
                longest = max(longest, run)
                continue
            for minute in range(SLOT_MINUTES):
                run = run + 1 if both >> minute & 1 else 0
                longest = max(longest, run)
        if longest >= time.session:
            return True
    return False


@compiled
def rank_in_loops(lists: Lists, scratch: Scratch, asked: Asked, found: Found) -> int:
    """Fills `found` and returns how many it holds."""
    left, proximity, exact = scratch.left, scratch.proximity, scratch.exact
    touched, everybody = scratch.touched, scratch.everybody
    held, held_start, held_length = lists.held, lists.held_start, lists.held_length
    own, hidden = asked.own, asked.hidden
    factor = np.ones(_LEVELS)
    met = 0
    for at in range(len(asked.wanted)):
        wanted, target = asked.wanted[at], asked.levels[at]
        start = lists.near_start[wanted]
        count = 0
        for step in range(-1, lists.near_length[wanted]):
            if step < 0:
                skill, nearness = wanted, 1.0
            else:
                skill, nearness = lists.near_other[start + step], lists.near_strength[start + step]
            mine = own[skill]
            for level in range(1, _LEVELS):
                if level < target:
                    fit = asked.fit_below * level / target
                else:
                    fit = asked.fit_at + (1.0 - asked.fit_at) * (level - target + 1) / (HIGHEST_LEVEL + 1 - target)
                factor[level] = 1.0 - asked.damping * (nearness * fit)
            begin = held_start[skill]
            for place in range(begin, begin + held_length[skill]):
                holding = held[place]
                level = holding & LEVEL_MASK
                if level <= mine:
                    continue
                person = holding >> LEVEL_BITS
                before = left[person]
                if before == 0.0:
                    left[person] = factor[level]
                    touched[count] = person
                    count += 1
                else:
                    left[person] = before * factor[level]
                if step < 0:
                    exact[person] += 1
        weight = asked.weights[at]
        for place in range(count):
            person = touched[place]
            if proximity[person] == 0.0:
                everybody[met] = person
                met += 1
                # Nobody may be listed twice, not even who has come no nearer yet.
                proximity[person] = 1e-300
            proximity[person] += weight * (1.0 - left[person])
            left[person] = 0.0
    kept = 0
    for place in range(met):
        person = everybody[place]
        billionths = np.int64(np.floor(proximity[person] * BILLION + ODD_CUT))
        exactly = exact[person]
        proximity[person] = 0.0
        exact[person] = 0
        if billionths <= 0 or hidden[person]:
            continue
        rank = lists.rank[person]
        # Both factors lie below 2^31, so that 64 bits hold the product.
        tie = (np.int64(lists.tie_key[person]) * asked.tie_factor + asked.tie_shift) % TIE_MODULUS
        if billionths >= asked.after_billionths:
            if billionths > asked.after_billionths or exactly > asked.after_exact:
                continue
            if exactly == asked.after_exact and (
                tie < asked.after_tie or (tie == asked.after_tie and rank < asked.after_rank)
            ):
                continue
        if kept == asked.limit:
            if billionths < found.billionths[kept - 1]:
                continue
            if not _before(billionths, exactly, tie, rank, found, kept - 1, lists.rank):
                continue
        if not asked.languages[lists.language_set[person]]:
            continue
        manager = lists.manager[person]
        if manager != NOBODY and (manager == asked.mentee or lists.manager[manager] == asked.mentee):
            continue
        if 0 <= lists.weekly_minutes[person] < asked.time.asked:
            continue
        begin = lists.offers_start[person]
        offers = lists.offers[begin : begin + lists.offers_length[person]]
        minutes = _shared(offers, asked.time)
        if not (asked.time.waived and lists.asynchronous[person]):
            if minutes < asked.time.asked:
                continue
            if asked.time.session > 0 and not _in_one_piece(offers, asked.time, scratch.shared):
                continue
        if kept < asked.limit:
            kept += 1
        spot = kept - 1
        while spot > 0 and _before(billionths, exactly, tie, rank, found, spot - 1, lists.rank):
            found.people[spot] = found.people[spot - 1]
            found.billionths[spot] = found.billionths[spot - 1]
            found.exact[spot] = found.exact[spot - 1]
            found.ties[spot] = found.ties[spot - 1]
            found.minutes[spot] = found.minutes[spot - 1]
            spot -= 1
        found.people[spot] = person
        found.billionths[spot] = billionths
        found.exact[spot] = exactly
        found.ties[spot] = tie
        found.minutes[spot] = minutes
    return kept
