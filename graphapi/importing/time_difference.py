"""Compares weekly windows and leaves with what is stored; a person who is named has exactly those that are given."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from graphapi.availability.display import describe_leave, describe_pattern
from graphapi.availability.model import Leave, Pattern, TimeChange
from graphapi.availability.setting import recorded_leaves, recorded_patterns
from graphapi.graphdb.database import Transaction
from graphapi.importing import graph
from graphapi.importing.batches import batched
from graphapi.importing.differences import Stored, Tally, compare
from graphapi.importing.known import KnownMap
from graphapi.importing.model import SOURCE, Bundle, Progress
from graphapi.importing.writes import Writes
from graphapi.journal.facts import FactChange
from graphapi.people.model import PersonChange

_PEOPLE_A_STATEMENT = 5_000
_ID_DIGITS = 32
Said = TypeVar("Said", Pattern, Leave)


async def compare_time(
    tx: Transaction,
    bundle: Bundle,
    known: KnownMap,
    same: AbstractSet[str],
    writes: Writes,
    progress: Progress,
) -> tuple[Tally, Tally]:
    """The tallies of windows and of leaves; same: ids of people who need no comparing."""
    windows, leaves = Tally("availability"), Tally("leave")
    free = _by_person(
        bundle.without_windows, ((row.person_id, row.pattern) for row in bundle.availability), same, windows
    )
    away = _by_person(bundle.without_leaves, ((row.person_id, row.leave) for row in bundle.leaves), same, leaves)
    named = dict.fromkeys((*free, *away))
    done = 0
    for person_ids in batched(named, _PEOPLE_A_STATEMENT):
        existing = [person_id for person_id in person_ids if person_id in known.people]
        stored = {person.person_id: person for person in await graph.time_of(tx, existing)}
        for person_id in person_ids:
            before = stored.get(person_id)
            if person_id in free:
                had = {said[0]: Pattern(*said[1:]) for said in before.patterns} if before else {}
                change = _compare(person_id, had, free[person_id], describe_pattern, windows)
                _note_windows(person_id, before, change, writes)
            if person_id in away:
                was = {said[0]: Leave(*said[1:]) for said in before.leaves} if before else {}
                absent = _compare(person_id, was, away[person_id], describe_leave, leaves)
                _note_leaves(person_id, before, absent, writes)
        done += len(person_ids)
        progress("comparing availability", done, len(named))
    return windows, leaves


def said_id(person_id: str, said: Pattern | Leave) -> str:
    """The id of an imported window or leave: always the same for the same one of a person."""
    parts = (
        (*said.timing, said.format)
        if isinstance(said, Pattern)
        else ("leave", said.first_day, said.last_day, said.time_zone)
    )
    text = "\n".join(map(str, (person_id, *parts)))
    return hashlib.sha256(text.encode()).hexdigest()[:_ID_DIGITS]


@dataclass(frozen=True, slots=True)
class _Change(Generic[Said]):
    """How what somebody said differs. kept: ids of the only ones that stay; None: all of them stay."""

    new: Mapping[str, Said]
    kept: list[str] | None
    was: Iterable[Said]
    now: Iterable[Said]


def _by_person(
    cleared: Iterable[str], rows: Iterable[tuple[str, Said]], same: AbstractSet[str], tally: Tally
) -> dict[str, set[Said]]:
    wanted: dict[str, set[Said]] = {person_id: set() for person_id in cleared if person_id not in same}
    for person_id, said in rows:
        if person_id in same:
            tally.unchanged += 1
            continue
        wanted.setdefault(person_id, set()).add(said)
    return wanted


def _compare(
    person_id: str, had: dict[str, Said], wanted: AbstractSet[Said], describe: Callable[[Said], str], tally: Tally
) -> _Change[Said] | None:
    # What is stored twice counts once; the second goes.
    kept = {said: stored_id for stored_id, said in reversed(had.items()) if said in wanted}
    # In one order, so that the same import makes the same examples.
    new = sorted(wanted - kept.keys(), key=describe)
    now = {stored_id: said for said, stored_id in kept.items()}
    now |= {said_id(person_id, said): said for said in new}
    found = compare(dict.fromkeys(now, ()), {stored_id: Stored((), 0) for stored_id in had}, whole=True)
    tally.count(found, (), lambda key: f"person {person_id}, {describe(now.get(key) or had[key])}")
    if not found:
        return None
    return _Change(
        {key: now[key] for key in found.created},
        list(kept.values()) if found.removed else None,
        had.values(),
        wanted,
    )


def _note_windows(
    person_id: str, before: graph.StoredTime | None, change: _Change[Pattern] | None, writes: Writes
) -> None:
    if change is None:
        return
    _note(
        person_id,
        before,
        {"patterns": change.new, "kept_patterns": change.kept},
        FactChange(
            "time.patterns",
            person_id,
            recorded_patterns(change.was),
            recorded_patterns(change.now),
            source=SOURCE,
        ),
        writes,
    )


def _note_leaves(
    person_id: str, before: graph.StoredTime | None, change: _Change[Leave] | None, writes: Writes
) -> None:
    if change is None:
        return
    _note(
        person_id,
        before,
        {"leaves": change.new, "kept_leaves": change.kept},
        FactChange(
            "time.leaves", person_id, recorded_leaves(change.was), recorded_leaves(change.now), source=SOURCE
        ),
        writes,
    )


def _note(
    person_id: str, before: graph.StoredTime | None, changed: dict[str, Any], fact: FactChange, writes: Writes
) -> None:
    person = writes.of(person_id, is_new=before is None)
    person.time = replace(person.time or TimeChange(person_id), **changed)
    if before is None:
        return
    person.facts.append(fact)
    # Other time is another revision of the person, as when it is set by hand.
    person.person = person.person or PersonChange(person_id, before.revision, {})
