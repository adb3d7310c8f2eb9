"""Compares people, units and functions with what is stored."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from graphapi.graphdb.database import Transaction
from graphapi.importing import graph
from graphapi.importing.batches import batched
from graphapi.importing.differences import Column, Stored, Tally, Values, compare, kept_places
from graphapi.importing.known import KnownMap
from graphapi.importing.model import SOURCE, Bundle, PersonRow
from graphapi.importing.writes import UnitWrites, Writes
from graphapi.journal.facts import FactChange
from graphapi.people.model import PersonChange
from graphapi.people.units import paths_to, unit_path

_PEOPLE_A_STATEMENT = 5_000
_PROPERTIES = ("name", "timeZone", "languages", "mentoring", "places", "weeklyMinutes", "formats", "pace")
_LINKS = ("WORKS_IN", "HAS_FUNCTION", "REPORTS_TO")
_COLUMNS = (
    Column("name", "person.name"),
    Column("time_zone", "person.timeZone"),
    Column("languages", "person.languages"),
    Column("mentoring", "person.mentoring"),
    Column("places", "person.places"),
    Column("weekly_minutes", "person.weeklyMinutes"),
    Column("formats", "person.formats"),
    Column("pace", "person.pace"),
    Column("unit", "person.unit"),
    Column("function", "person.function"),
    Column("reports_to", "person.manager"),
)


async def compare_people(
    tx: Transaction, bundle: Bundle, known: KnownMap, writes: Writes
) -> tuple[Tally, Tally, Tally]:
    """Tallies of units, functions and people."""
    units, functions, people = Tally("units"), Tally("functions"), Tally("people")
    writes.units = UnitWrites(
        _new("unit", _units(bundle), known.units, units),
        _new(
            "function",
            (person.function for person in bundle.people if person.function),
            await graph.functions(tx),
            functions,
        ),
    )
    kept = kept_places("people", _COLUMNS, bundle.left_alone)
    for rows in batched(bundle.people, _PEOPLE_A_STATEMENT):
        ids = [row.id for row in rows if row.id in known.people]
        there = {person.id: person for person in await graph.people_by_id(tx, ids)}
        stored = {person.id: Stored(_stored(person), person.revision) for person in there.values()}
        found = compare({row.id: _wanted(row, there.get(row.id)) for row in rows}, stored, kept)
        people.count(found, _COLUMNS, lambda person_id: f"person {person_id}")
        for person_id, values in found.created.items():
            writes.of(person_id, is_new=True).person = _change(person_id, 0, (None,) * len(values), values)
        for person_id, (before, values) in found.changed.items():
            of_person = writes.of(person_id, is_new=False)
            of_person.person = _change(person_id, before.revision, before.values, values)
            of_person.facts.extend(
                FactChange(column.fact, person_id, was, now, source=SOURCE)
                for column, was, now in zip(_COLUMNS, before.values, values, strict=True)
                if was != now
            )
    return units, functions, people


def _units(bundle: Bundle) -> list[str]:
    """Every unit that is named, and those around it before it."""
    named = dict.fromkeys(person.unit for person in bundle.people)
    return [path for names in named for path in paths_to(names)]


def _new(what: str, named: Iterable[str], stored: set[str], tally: Tally) -> list[str]:
    new: list[str] = []
    for name in dict.fromkeys(named):
        if name in stored:
            tally.unchanged += 1
        else:
            tally.create(f"{what} {name}")
            new.append(name)
    return new


def _wanted(row: PersonRow, stored: graph.StoredPerson | None) -> Values:
    # Whoever has left mentors nobody, until it is recorded that they are back.
    told = replace(row, mentoring=False) if stored and stored.has_left else row
    return (*_terms(told), unit_path(row.unit), row.function, row.reports_to)


def _stored(person: graph.StoredPerson) -> Values:
    return (*_terms(person), person.unit, person.function, person.manager_id)


def _terms(person: PersonRow | graph.StoredPerson) -> Values:
    return (
        person.name,
        person.time_zone,
        person.languages,
        person.mentoring,
        person.places,
        person.weekly_minutes,
        person.formats,
        person.pace,
    )


def _change(person_id: str, revision: int, before: Values, after: Values) -> PersonChange:
    differs: dict[str, Any] = {
        name: now for name, was, now in zip((*_PROPERTIES, *_LINKS), before, after, strict=True) if was != now
    }
    links = {name: differs.pop(name) for name in _LINKS if name in differs}
    return PersonChange(person_id, revision, differs, links)
