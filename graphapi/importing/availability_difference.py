"""Compares weekly windows with what is stored; a person who is named has exactly the windows that are given."""

import hashlib

from graphapi.availability.display import describe_pattern
from graphapi.availability.model import Pattern
from graphapi.graphdb.database import Transaction
from graphapi.importing import graph
from graphapi.importing.differences import Tally, Writes
from graphapi.importing.graph import StoredPatterns
from graphapi.importing.known import KnownMap
from graphapi.importing.model import SOURCE, Bundle, Progress
from graphapi.journal.facts import FactChange

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
    existing = [person_id for person_id in wanted if person_id in known.people]
    for start in range(0, len(existing), _PEOPLE_A_STATEMENT):
        for stored in await graph.patterns_of(tx, existing[start : start + _PEOPLE_A_STATEMENT]):
            _compare(stored, wanted.pop(stored.person_id), tally, writes)
        progress("comparing availability", min(start + _PEOPLE_A_STATEMENT, len(existing)), len(existing))
    for person_id, windows in wanted.items():
        _add(person_id, windows, tally, writes)
    return tally


def pattern_id(person_id: str, pattern: Pattern) -> str:
    """The id of an imported window: always the same for the same window of a person."""
    said = "\n".join(map(str, (person_id, *pattern.timing, pattern.format)))
    return hashlib.sha256(said.encode()).hexdigest()[:_ID_DIGITS]


def _compare(stored: StoredPatterns, wanted: set[Pattern], tally: Tally, writes: Writes) -> None:
    rest = set(wanted)
    lost: list[str] = []
    for stored_id, weekday, starts, ends, zone, valid_from, valid_until, form in stored.patterns:
        pattern = Pattern(weekday, starts, ends, zone, valid_from, valid_until, form)
        if pattern in rest:
            rest.remove(pattern)
            tally.unchanged += 1
        else:
            # Also one that is stored twice: a window that is said twice counts once.
            lost.append(stored_id)
            tally.remove(f"person {stored.person_id}, {describe_pattern(pattern)}")
    if not lost and not rest:
        return
    had = [Pattern(*pattern[1:]) for pattern in stored.patterns]
    before, after = (sorted(map(describe_pattern, said)) for said in (had, wanted))
    writes.say(stored.person_id, FactChange("time.patterns", stored.person_id, before, after, source=SOURCE))
    writes.lost_patterns.extend({"personId": stored.person_id, "id": stored_id} for stored_id in lost)
    _add(stored.person_id, rest, tally, writes)
    writes.other_time.add(stored.person_id)
    writes.changed_people.setdefault(
        stored.person_id, {"id": stored.person_id, "revision": stored.revision, "properties": {}}
    )


def _add(person_id: str, windows: set[Pattern], tally: Tally, writes: Writes) -> None:
    writes.other_time.add(person_id)
    # In one order, so that the same import makes the same examples.
    for pattern in sorted(windows, key=describe_pattern) if tally.shows_more else windows:
        tally.create(f"person {person_id}, {describe_pattern(pattern)}" if tally.shows_more else "")
        writes.new_patterns.append(
            {
                "personId": person_id,
                "id": pattern_id(person_id, pattern),
                "properties": {
                    "weekday": pattern.weekday,
                    "startsAt": pattern.starts,
                    "endsAt": pattern.ends,
                    "timeZone": pattern.time_zone,
                    "validFrom": pattern.valid_from,
                    "validUntil": pattern.valid_until,
                    "format": pattern.format,
                },
            }
        )
