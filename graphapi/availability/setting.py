"""Sets people's availability; free time is derived in the same transaction."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from graphapi.availability import graph
from graphapi.availability.graph import PersonPatterns
from graphapi.availability.model import Leave, Pattern, TimeChange
from graphapi.errors import InvalidInput
from graphapi.graphdb.database import Database, Transaction
from graphapi.journal.edit import Edit, Editor
from graphapi.journal.editing import require_revision
from graphapi.journal.ids import new_id
from graphapi.people.locking import lock_person
from graphapi.people.words import format_word

MOST_PATTERNS = 200
MOST_LEAVES = 100


@dataclass(frozen=True, slots=True)
class Availability:
    """A person's availability as entered; patterns by weekday and start, leaves by first day."""

    person_id: str
    patterns: tuple[Pattern, ...] = ()
    leaves: tuple[Leave, ...] = ()


async def availability_of(database: Database, person_ids: Sequence[str]) -> dict[str, Availability]:
    """The availability of each person; empty for unknown ids."""

    async def work(tx: Transaction) -> list[PersonPatterns]:
        return await graph.patterns_of(tx, list(dict.fromkeys(person_ids)))

    said = {person.person_id: _availability(person) for person in await database.read("availability/said", work)}
    return {person_id: said.get(person_id, Availability(person_id)) for person_id in person_ids}


async def set_availability(
    editor: Editor,
    person_id: str,
    patterns: Sequence[Pattern],
    leaves: Sequence[Leave],
    expected_revision: int,
    *,
    key: str | None = None,
) -> Availability:
    """Replaces the person's availability, and returns it.

    At most 200 patterns and 100 leaves; they may overlap, and duplicates count once. expected_revision: the
    person's revision, which increases by one. Patterns and leaves are checked as they are made. Raises
    InvalidInput, NotFound, StaleRevision, KeyReused.
    """
    _check_number(patterns, MOST_PATTERNS, "patterns")
    _check_number(leaves, MOST_LEAVES, "leaves")
    wanted = Availability(
        person_id,
        _in_order([_spelled(pattern) for pattern in patterns]),
        tuple(sorted(set(leaves), key=_leave_order)),
    )

    async def say(e: Edit) -> str:
        revision = await lock_person(e.tx, person_id)
        require_revision(revision, expected_revision, "This person")
        before = await _said_by(e.tx, person_id)
        changed = e.changed(
            "time.patterns", person_id, recorded_patterns(before.patterns), recorded_patterns(wanted.patterns)
        )
        if (
            e.changed("time.leaves", person_id, recorded_leaves(before.leaves), recorded_leaves(wanted.leaves))
            or changed
        ):
            await _save(e.tx, wanted, revision + 1)
        return person_id

    return await editor.edit_once("setAvailability", key, _request(wanted, expected_revision), say, _said_by)


async def _said_by(tx: Transaction, person_id: str) -> Availability:
    found = await graph.patterns_of(tx, [person_id])
    return _availability(found[0]) if found else Availability(person_id)


async def _save(tx: Transaction, wanted: Availability, revision: int) -> None:
    change = TimeChange(
        wanted.person_id,
        patterns={new_id(): pattern for pattern in wanted.patterns},
        kept_patterns=(),
        leaves={new_id(): leave for leave in wanted.leaves},
        kept_leaves=(),
        revision=revision,
    )
    saved = await graph.save_said(tx, [change])
    assert saved  # The person is locked.


def _availability(person: PersonPatterns) -> Availability:
    return Availability(
        person.person_id,
        _in_order(
            [
                Pattern(
                    said.weekday,
                    said.starts_at,
                    said.ends_at,
                    said.time_zone,
                    said.valid_from,
                    said.valid_until,
                    said.format,
                )
                for said in person.patterns
            ]
        ),
        tuple(
            sorted(
                {Leave(taken.first_day, taken.last_day, taken.time_zone) for taken in person.leaves},
                key=_leave_order,
            )
        ),
    )


def _spelled(pattern: Pattern) -> Pattern:
    """The pattern with its format in the spelling that rankings compare."""
    return pattern if pattern.format is None else replace(pattern, format=format_word(pattern.format))


def _in_order(patterns: Iterable[Pattern]) -> tuple[Pattern, ...]:
    """Each pattern once, in a stable order."""
    return tuple(sorted(set(patterns), key=_pattern_order))


def _pattern_order(pattern: Pattern) -> tuple[Any, ...]:
    return (
        pattern.weekday,
        pattern.starts,
        pattern.ends,
        pattern.time_zone,
        pattern.valid_from or date.min,
        pattern.valid_until or date.max,
        pattern.format or "",
    )


def _leave_order(leave: Leave) -> tuple[Any, ...]:
    return (leave.first_day, leave.last_day, leave.time_zone)


def _check_number(said: Sequence[Pattern] | Sequence[Leave], most: int, field: str) -> None:
    if len(said) > most:
        raise InvalidInput(f"{field} can have at most {most} entries; you sent {len(said)}.", path=[field])


def _request(wanted: Availability, expected_revision: int) -> dict[str, Any]:
    return {
        "person": wanted.person_id,
        "expectedRevision": expected_revision,
        "patterns": recorded_patterns(wanted.patterns),
        "leaves": recorded_leaves(wanted.leaves),
    }


def recorded_patterns(patterns: Iterable[Pattern]) -> list[list[str]]:
    """Patterns as the journal keeps them, in one order."""
    return [[str(part) for part in _pattern_order(pattern)] for pattern in _in_order(patterns)]


def recorded_leaves(leaves: Iterable[Leave]) -> list[list[str]]:
    """Leaves as the journal keeps them, in one order."""
    return [[str(part) for part in _leave_order(leave)] for leave in sorted(set(leaves), key=_leave_order)]
