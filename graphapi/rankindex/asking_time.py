"""When the mentee is free in the asked week, in the form in which the roads compare mentors with it."""

from typing import NamedTuple

import numpy as np

from graphapi.availability.model import SLOT_MINUTES
from graphapi.rankindex.model import SLOT_BITS
from graphapi.rankindex.people import Bools, People
from graphapi.rankindex.ragged import Int32s, Int64s
from graphapi.rankindex.times import Entries

WHOLE = (1 << SLOT_MINUTES) - 1
"""All minutes of a half-hour, as bits."""

_SLOTS = 1 << SLOT_BITS


class AskedTime(NamedTuple):
    """Minutes of a half-hour are bits. Times of mentors have a kind, and kinds a set of formats.

    pieces: by kind, the minutes if it holds in the asked week, else none. format_set: by kind.
    minutes: by set of formats and half-hour, when the mentee is free and a format of the set will do.
    slots: the half-hours in which the mentee is free at all, in order.
    named: by format (the first stands for none of them) and half-hour, when the mentee is free and that one will do.
    allows: by format and set, whether the set has it. mentee_names: by format, whether a time of the mentee names it.
    minimum and session: minutes asked for together and in one piece; asked: the larger; `waived` when the mentee
    accepts asynchronous mentoring.
    """

    pieces: Int64s
    format_set: Int32s
    minutes: Int64s
    slots: Int32s
    named: Int64s
    allows: Bools
    mentee_names: Bools
    minimum: int
    session: int
    asked: int
    waived: bool


def asked_time(people: People, mentee: int, day: int, minimum: int, session: int) -> AskedTime:
    """The time of a mentee, by place, in the week that begins on the day, a day_number."""
    kinds, sets = people.times.columns(), people.times.format_sets
    pieces = np.where((kinds.begins <= day) & (day < kinds.ends), kinds.minutes, 0)
    free: Entries = people.free.view(mentee)
    kind, slot = free >> SLOT_BITS, free & (_SLOTS - 1)
    mine, my_sets = pieces[kind], kinds.format_set[kind]
    minutes = np.zeros((len(sets), _SLOTS), np.int64)
    for place, formats in enumerate(sets):
        suits = np.array([not formats or not own or not set(own).isdisjoint(formats) for own in sets], np.bool_)
        np.bitwise_or.at(minutes[place], slot, np.where(suits[my_sets], mine, 0))
    # Which formats there are matters only to the longest stretch.
    names = sorted({name for formats in sets for name in formats}) if session else []
    allows = np.array([[not formats or name in formats for formats in sets] for name in (None, *names)], np.bool_)
    named = np.zeros((len(names) + 1, _SLOTS), np.int64)
    for place in range(len(named)):
        np.bitwise_or.at(named[place], slot, np.where(allows[place][my_sets], mine, 0))
    in_use = np.zeros(len(sets), np.bool_)
    in_use[my_sets[mine > 0]] = True
    return AskedTime(
        pieces=pieces,
        format_set=kinds.format_set,
        minutes=minutes,
        slots=np.flatnonzero(minutes[0]).astype(np.int32),
        named=named,
        allows=allows,
        mentee_names=np.array([(row[1:] & in_use[1:]).any() for row in allows], np.bool_),
        minimum=minimum,
        session=session,
        asked=max(minimum, session),
        waived=bool(people.asynchronous[mentee]),
    )
