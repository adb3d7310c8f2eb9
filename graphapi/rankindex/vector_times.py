"""What many mentors share with a mentee in the asked week, with numpy alone."""

import numpy as np
import numpy.typing as npt

from graphapi.availability.model import SLOT_MINUTES
from graphapi.rankindex.asking_time import WHOLE, AskedTime
from graphapi.rankindex.model import SLOT_BITS
from graphapi.rankindex.ragged import Int64s, Ragged, gathered

_SLOT_MASK = (1 << SLOT_BITS) - 1


def shared_minutes(offers: Ragged, people: Int64s, time: AskedTime) -> Int64s:
    """By mentor, the minutes together."""
    entries, which = gathered(offers, people)
    if not len(entries):
        return np.zeros(len(people), np.int64)
    kind = entries >> SLOT_BITS
    both = time.pieces[kind] & time.minutes[time.format_set[kind], entries & _SLOT_MASK]
    shared = both > 0
    return np.bincount(which[shared], _ones(both[shared]), len(people)).astype(np.int64)


def longest_minutes(offers: Ragged, people: Int64s, time: AskedTime) -> Int64s:
    """By mentor, the longest stretch in one format."""
    longest = np.zeros(len(people), np.int64)
    if not len(people) or not len(time.slots):
        return longest
    entries, which = gathered(offers, people)
    kind, slot = entries >> SLOT_BITS, (entries & _SLOT_MASK).astype(np.int64)
    column = np.full(1 << SLOT_BITS, -1, np.int64)
    column[time.slots] = np.arange(len(time.slots))
    for name in range(len(time.allows)):
        both = time.pieces[kind] & time.named[name, slot]
        counts = (both > 0) & time.allows[name, time.format_set[kind]]
        shared = np.zeros((len(people), len(time.slots)), np.int64)
        np.bitwise_or.at(shared, (which[counts], column[slot[counts]]), both[counts])
        longest = np.maximum(longest, _longest(shared, time))
    return longest


def _longest(shared: Int64s, time: AskedTime) -> Int64s:
    """By row, the longest stretch of minutes; columns are the half-hours of `time.slots`, which need not touch."""
    run, longest = np.zeros(len(shared), np.int64), np.zeros(len(shared), np.int64)
    before = -1
    for at, slot in enumerate(time.slots.tolist()):
        if slot != before + 1:
            run[:] = 0
        before = slot
        minutes = shared[:, at]
        whole = minutes == WHOLE
        run[whole] += SLOT_MINUTES
        part = np.flatnonzero(~whole)
        for minute in range(SLOT_MINUTES if minutes[part].any() else 0):
            run[part] = np.where(minutes[part] >> minute & 1, run[part] + 1, 0)
            np.maximum(longest, run, out=longest)
        if not minutes[part].any():
            run[part] = 0
        np.maximum(longest, run, out=longest)
    return longest


def _ones(bits: Int64s) -> npt.NDArray[np.float64]:
    """How many bits are set in each, at most 30."""
    found = np.full(len(bits), SLOT_MINUTES, np.float64)
    part = bits != WHOLE
    if part.any():
        found[part] = (bits[part][:, None] >> np.arange(SLOT_MINUTES) & 1).sum(axis=1)
    return found
