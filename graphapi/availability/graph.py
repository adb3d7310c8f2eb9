"""The availability's query files as typed functions."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from graphapi.availability.model import SLOT_MINUTES, SLOTS_PER_DAY, FreeInterval, Pattern, TimeChange
from graphapi.graphdb.database import Transaction
from graphapi.graphdb.queries import statement
from graphapi.graphdb.rows import Nothing, row


@row
class Written:
    """How many rows had their effect."""

    written: int


@row
class StoredPattern:
    """A pattern as stored: weekday 1..7, local minutes, inclusive local dates."""

    weekday: int
    starts_at: int
    ends_at: int
    time_zone: str
    valid_from: date | None
    valid_until: date | None
    format: str | None


@row
class StoredLeave:
    """Whole local days off, both inclusive."""

    first_day: date
    last_day: date
    time_zone: str


@row
class PersonPatterns:
    """The availability of one person."""

    person_id: str
    patterns: tuple[StoredPattern, ...]
    leaves: tuple[StoredLeave, ...]


@row
class PersonId:
    """An id of a person."""

    id: str


@row
class IntervalRow:
    """One FREE or OFFERS relationship, as of FreeInterval."""

    weekday: int
    minute: int
    from_week: date
    until_week: date
    begins: int
    ends: int
    formats: tuple[str, ...]


@row
class PersonFreeTime:
    """The derived free time of one person; may_offer: mentoring and a free place."""

    person_id: str
    may_offer: bool
    free: tuple[IntervalRow, ...]
    offered: tuple[IntervalRow, ...]


@row
class HorizonRow:
    """The weeks for which free time is derived, and the version of the rules used."""

    from_week: date
    until_week: date
    rules: int


_PATTERNS_OF = statement("availability/patterns_of", PersonPatterns)
_PEOPLE_WITH_TIME = statement("availability/people_with_time", PersonId)
_LOCK_PEOPLE = statement("availability/lock_people", Nothing)
_REMOVE_FREE_TIME = statement("availability/remove_free_time", Nothing)
_WRITE_FREE_TIME = statement("availability/write_free_time", Nothing)
_FREE_TIME_OF = statement("availability/free_time_of", PersonFreeTime)
_SAVE_SAID = statement("availability/save_said", Written)
_SAVE_HORIZON = statement("availability/save_horizon", Nothing)
_SAVE_RULES = statement("availability/save_rules", Nothing)
_HORIZON = statement("availability/horizon", HorizonRow)


async def patterns_of(tx: Transaction, person_ids: Sequence[str]) -> list[PersonPatterns]:
    """The availability of these people."""
    return await tx.rows(_PATTERNS_OF, personIds=list(person_ids))


async def people_with_time(tx: Transaction, after: str, limit: int) -> list[str]:
    """Ids of people who keep patterns or have derived time, in order after `after`."""
    return [found.id for found in await tx.rows(_PEOPLE_WITH_TIME, after=after, limit=limit)]


async def lock_people(tx: Transaction, person_ids: Sequence[str]) -> None:
    """Takes the write lock of these people, in the order of their ids, until the transaction ends."""
    await tx.run(_LOCK_PEOPLE, personIds=sorted(person_ids))


async def remove_free_time(tx: Transaction, person_ids: Sequence[str]) -> None:
    """Removes FREE and OFFERS of these people."""
    await tx.run(_REMOVE_FREE_TIME, personIds=list(person_ids))


async def write_free_time(tx: Transaction, derived: Sequence[tuple[str, Sequence[FreeInterval]]]) -> None:
    """Writes FREE and OFFERS of people who have none."""
    places: dict[FreeInterval, int] = {}
    people: list[dict[str, Any]] = [
        {"personId": person_id, "times": [places.setdefault(free, len(places)) for free in intervals]}
        for person_id, intervals in derived
        if intervals
    ]
    times: list[dict[str, Any]] = [
        {
            "slot": (free.weekday - 1) * SLOTS_PER_DAY + free.minute // SLOT_MINUTES,
            "from": free.from_week,
            "until": free.until_week,
            **free.piece,
        }
        for free in places
    ]
    if people:
        await tx.run(_WRITE_FREE_TIME, people=people, times=times)


async def free_time_of(tx: Transaction, person_ids: Sequence[str]) -> list[PersonFreeTime]:
    """The derived free time as stored."""
    return await tx.rows(_FREE_TIME_OF, personIds=list(person_ids))


async def save_horizon(tx: Transaction, from_week: date, until_week: date, rules: int) -> None:
    """Stores the weeks for which free time is derived, and at the first derivation the version of the rules."""
    await tx.run(_SAVE_HORIZON, fromWeek=from_week, untilWeek=until_week, rules=rules)


async def save_rules(tx: Transaction, rules: int) -> None:
    """Stores the version of the rules used for everyone's free time."""
    await tx.run(_SAVE_RULES, rules=rules)


async def stored_horizon(tx: Transaction) -> HorizonRow | None:
    """The weeks for which free time is derived, or None before the first derivation."""
    return await tx.one(_HORIZON)


async def save_said(tx: Transaction, changes: Sequence[TimeChange]) -> bool:
    """Replaces what people said about their time; false when somebody is gone."""
    places: dict[Pattern, int] = {}
    rows: list[dict[str, Any]] = [
        {
            "personId": each.person_id,
            "revision": each.revision,
            "keptPatterns": None if each.kept_patterns is None else list(each.kept_patterns),
            "patternIds": list(each.patterns),
            "windows": [places.setdefault(pattern, len(places)) for pattern in each.patterns.values()],
            "keptLeaves": None if each.kept_leaves is None else list(each.kept_leaves),
            "leaves": [
                {
                    "id": leave_id,
                    "firstDay": leave.first_day,
                    "lastDay": leave.last_day,
                    "timeZone": leave.time_zone,
                }
                for leave_id, leave in each.leaves.items()
            ],
        }
        for each in changes
    ]
    windows: list[dict[str, Any]] = [
        {
            "weekday": pattern.weekday,
            "startsAt": pattern.starts,
            "endsAt": pattern.ends,
            "timeZone": pattern.time_zone,
            "validFrom": pattern.valid_from,
            "validUntil": pattern.valid_until,
            "format": pattern.format,
        }
        for pattern in places
    ]
    found = await tx.one(_SAVE_SAID, rows=rows, windows=windows)
    return found is not None and found.written == sum(
        1 + len(each.patterns) + len(each.leaves) for each in changes
    )
