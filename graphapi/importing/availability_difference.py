"""Compares weekly windows with what is stored; a person who is named has exactly the windows that are given."""

import hashlib
from collections.abc import Set as AbstractSet

from graphapi.availability.display import describe_pattern
from graphapi.availability.model import Pattern, TimeChange
from graphapi.graphdb.database import Transaction
from graphapi.importing import graph
from graphapi.importing.batches import batched
from graphapi.importing.differences import Stored, Tally, compare
from graphapi.importing.graph import StoredPatterns
from graphapi.importing.known import KnownMap
from graphapi.importing.model import SOURCE, Bundle, Progress
from graphapi.importing.writes import PersonWrites, Writes
from graphapi.journal.facts import FactChange
from graphapi.people.model import PersonChange

_PEOPLE_A_STATEMENT = 5_000
_ID_DIGITS = 32


async def compare_availability(
    tx: Transaction, bundle: Bundle, known: KnownMap, writes: Writes, progress: Progress
) -> Tally:
    """The tally of windows."""
    tally = Tally("availability")
    wanted: dict[str, set[Pattern]] = {person_id: set() for person_id in bundle.without_windows}
    for row in bundle.availability:
        wanted.setdefault(row.person_id, set()).add(row.pattern)
    done = 0
    for person_ids in batched(wanted, _PEOPLE_A_STATEMENT):
        existing = [person_id for person_id in person_ids if person_id in known.people]
        stored = {person.person_id: person for person in await graph.patterns_of(tx, existing)}
        for person_id in person_ids:
            _compare(person_id, stored.get(person_id), wanted[person_id], tally, writes)
        done += len(person_ids)
        progress("comparing availability", done, len(wanted))
    return tally


def pattern_id(person_id: str, pattern: Pattern) -> str:
    """The id of an imported window: always the same for the same window of a person."""
    said = "\n".join(map(str, (person_id, *pattern.timing, pattern.format)))
    return hashlib.sha256(said.encode()).hexdigest()[:_ID_DIGITS]


def _compare(
    person_id: str, before: StoredPatterns | None, wanted: AbstractSet[Pattern], tally: Tally, writes: Writes
) -> None:
    ids = {said[0]: Pattern(*said[1:]) for said in before.patterns} if before else {}
    # A window that is stored twice counts once; the second goes.
    kept = {pattern: stored_id for stored_id, pattern in reversed(ids.items()) if pattern in wanted}
    stored = {stored_id: Stored((), 0) for stored_id in ids}
    # In one order, so that the same import makes the same examples.
    new = sorted(wanted - kept.keys(), key=describe_pattern)
    said = {stored_id: pattern for pattern, stored_id in kept.items()}
    said |= {pattern_id(person_id, pattern): pattern for pattern in new}
    found = compare(dict.fromkeys(said, ()), stored, whole=True)
    tally.count(found, (), lambda key: f"person {person_id}, {describe_pattern(said.get(key) or ids[key])}")
    if not found:
        return
    person = writes.of(person_id, is_new=before is None)
    person.time = TimeChange(
        person_id,
        patterns={key: said[key] for key in found.created},
        kept_patterns=list(kept.values()) if found.removed else None,
    )
    if before is not None:
        _note(before, ids, wanted, person)


def _note(
    before: StoredPatterns, had: dict[str, Pattern], wanted: AbstractSet[Pattern], person: PersonWrites
) -> None:
    was, now = (sorted(map(describe_pattern, patterns)) for patterns in (had.values(), wanted))
    person.facts.append(FactChange("time.patterns", person.person_id, was, now, source=SOURCE))
    # Other time is another revision of the person, as when it is set by hand.
    person.person = person.person or PersonChange(person.person_id, before.revision, {})
