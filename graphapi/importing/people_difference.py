"""Compares people, units and functions with what is stored."""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from typing import Any

from graphapi.attributes.model import said_of, values_in
from graphapi.graphdb.database import Transaction
from graphapi.importing import graph
from graphapi.importing.batches import batched
from graphapi.importing.differences import Column, Difference, Stored, Tally, Values, compare, kept_places, step
from graphapi.importing.known import KnownMap
from graphapi.importing.model import SOURCE, Bundle, PersonRow
from graphapi.importing.writes import UnitWrites, Writes
from graphapi.journal.facts import FactChange
from graphapi.people.model import PersonChange
from graphapi.people.units import paths_to, unit_path

_PEOPLE_A_STATEMENT = 5_000
_PROPERTIES = (
    "name",
    "timeZone",
    "languages",
    "mentoring",
    "places",
    "weeklyMinutes",
    "formats",
    "pace",
    "leftOn",
    "attributes",
)
_MENTORING, _LEFT_ON = _PROPERTIES.index("mentoring"), _PROPERTIES.index("leftOn")
_LINKS = ("WORKS_IN", "HAS_FUNCTION", "REPORTS_TO")
_ATTRIBUTES = _PROPERTIES.index("attributes")


def _attribute_steps(before: Iterable[str] | None, after: Iterable[str] | None) -> list[str]:
    was, now = values_in(before or ()), values_in(after or ())
    return [
        step(name, was.get(name), now.get(name)) for name in sorted(was | now) if was.get(name) != now.get(name)
    ]


_COLUMNS = (
    Column("name", "person.name"),
    Column("time_zone", "person.timeZone"),
    Column("languages", "person.languages"),
    Column("mentoring", "person.mentoring"),
    Column("places", "person.places"),
    Column("weekly_minutes", "person.weeklyMinutes"),
    Column("formats", "person.formats"),
    Column("pace", "person.pace"),
    Column("left_on", "person.leftOn"),
    Column("attributes", "person.attributes", _attribute_steps, lambda said: said and list(said)),
    Column("unit", "person.unit"),
    Column("function", "person.function"),
    Column("reports_to", "person.manager"),
)


async def compare_people(
    tx: Transaction, bundle: Bundle, known: KnownMap, same: AbstractSet[str], writes: Writes
) -> tuple[Tally, Tally, Tally]:
    """Tallies of units, functions and people; same: ids of those who need no comparing."""
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
    said = {row.id: row for row in bundle.people}
    leaving = dict(bundle.leaving)
    people.unchanged += sum(person_id in same for person_id in (*said, *leaving))
    for ids in batched(
        (person_id for person_id in (*said, *leaving) if person_id not in same), _PEOPLE_A_STATEMENT
    ):
        there = await graph.people_by_id(tx, [person_id for person_id in ids if person_id in known.people])
        stored = {person.id: Stored(_stored(person), person.revision) for person in there}
        wanted = {
            person_id: _wanted(_said(said[person_id], stored.get(person_id)), stored.get(person_id), kept)
            if person_id in said
            else _left(stored[person_id].values, leaving[person_id])
            for person_id in ids
        }
        _note(compare(wanted, stored), people, writes)
    return units, functions, people


def compare_further_ids(bundle: Bundle, known: KnownMap, writes: Writes) -> Tally:
    """Further ids that are new; those of the map stay, whether the files speak of them or not."""
    tally = Tally("further ids of people")
    for id_, person_id in bundle.person_ids:
        if known.further_ids.get(id_) == person_id:
            tally.unchanged += 1
        else:
            tally.create(f"id {id_} of person {person_id}")
            writes.of(person_id, is_new=person_id not in known.people).further_ids.append(id_)
    return tally


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


def _said(row: PersonRow, stored: Stored | None) -> Values:
    """What the row says; attributes of which it does not speak stay."""
    values = values_in(stored.values[_ATTRIBUTES] or ()) if stored else {}
    said = said_of({name: value for name, value in (values | dict(row.attributes)).items() if value})
    return (*_terms(row), said or None, unit_path(row.unit), row.function, row.reports_to)


def _wanted(said: Values, stored: Stored | None, kept: Sequence[int]) -> Values:
    """What the file says; what it does not speak of stays as it is stored."""
    if stored is not None:
        said = tuple(stored.values[at] if at in kept else value for at, value in enumerate(said))
    return _left(said, said[_LEFT_ON]) if said[_LEFT_ON] else said


def _left(values: Values, day: date) -> Values:
    """Whoever has left mentors nobody, until it is recorded that they are back."""
    changed = {_LEFT_ON: day, _MENTORING: False}
    return tuple(changed.get(at, value) for at, value in enumerate(values))


def _note(found: Difference, people: Tally, writes: Writes) -> None:
    people.count(found, _COLUMNS, lambda person_id: f"person {person_id}")
    for person_id, values in found.created.items():
        writes.of(person_id, is_new=True).person = _change(person_id, 0, (None,) * len(values), values)
    for person_id, (before, values) in found.changed.items():
        of_person = writes.of(person_id, is_new=False)
        of_person.person = _change(person_id, before.revision, before.values, values)
        of_person.facts.extend(
            FactChange(column.fact, person_id, column.recorded(was), column.recorded(now), source=SOURCE)
            for column, was, now in zip(_COLUMNS, before.values, values, strict=True)
            if was != now
        )


def _stored(person: graph.StoredPerson) -> Values:
    return (*_terms(person), person.attributes or None, person.unit, person.function, person.manager_id)


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
        person.left_on,
    )


def _change(person_id: str, revision: int, before: Values, after: Values) -> PersonChange:
    differs: dict[str, Any] = {
        name: now for name, was, now in zip((*_PROPERTIES, *_LINKS), before, after, strict=True) if was != now
    }
    links = {name: differs.pop(name) for name in _LINKS if name in differs}
    return PersonChange(person_id, revision, differs, links)
