"""Compares people, units and functions with what is stored."""

from collections.abc import Sequence
from typing import Any

from graphapi.graphdb.database import Transaction
from graphapi.importing import graph
from graphapi.importing.differences import Tally, Writes, step
from graphapi.importing.graph import StoredPerson
from graphapi.importing.known import KnownMap
from graphapi.importing.model import SOURCE, Bundle, PersonRow
from graphapi.journal.facts import FactChange
from graphapi.people.units import folded_path, unit_path
from graphapi.text import folded_name
from graphapi.ties import tie_key

_PEOPLE_A_STATEMENT = 5_000
# From the column of a row to the property of a node.
_PROPERTIES = {
    "name": "name",
    "time_zone": "timeZone",
    "languages": "languages",
    "mentoring": "mentoring",
    "places": "places",
    "weekly_minutes": "weeklyMinutes",
    "formats": "formats",
    "pace": "pace",
}
_DECIDE_OFFERS = ("mentoring", "places")


async def compare_people(
    tx: Transaction, bundle: Bundle, known: KnownMap, writes: Writes
) -> tuple[Tally, Tally, Tally]:
    """Tallies of units, functions and people."""
    units = _compare_units(bundle.people, known, writes)
    functions = Tally("functions")
    stored_functions = await graph.functions(tx)
    for name in dict.fromkeys(person.function for person in bundle.people if person.function):
        if name in stored_functions:
            functions.unchanged += 1
        else:
            functions.create(f"function {name}")
            writes.functions.append(name)
    people = Tally("people")
    for person in bundle.people:
        if person.id not in known.people:
            _create(person, people, writes)
    existing = {person.id: person for person in bundle.people if person.id in known.people}
    ids = list(existing)
    for start in range(0, len(ids), _PEOPLE_A_STATEMENT):
        for before in await graph.people_by_id(tx, ids[start : start + _PEOPLE_A_STATEMENT]):
            _compare(before, existing[before.id], bundle.left_alone, people, writes)
    return units, functions, people


def _compare_units(people: Sequence[PersonRow], known: KnownMap, writes: Writes) -> Tally:
    tally = Tally("units")
    named = dict.fromkeys(person.unit for person in people)
    # Those around a unit come before it.
    for names in dict.fromkeys(unit[:depth] for unit in named for depth in range(1, len(unit) + 1)):
        path, parent = unit_path(names), unit_path(names[:-1])
        assert path is not None
        if path in known.units:
            tally.unchanged += 1
            continue
        tally.create(f"unit {path}")
        writes.units.append({"path": path, "name": names[-1], "foldedPath": folded_path(path)})
        if parent is not None:
            writes.unit_parents.append({"path": path, "parent": parent})
    return tally


def _create(person: PersonRow, tally: Tally, writes: Writes) -> None:
    tally.create(f"person {person.id}")
    writes.new_people.append(
        {
            "id": person.id,
            "tieKey": tie_key(person.id),
            "properties": {key: _stored(getattr(person, name)) for name, key in _PROPERTIES.items()}
            | {"foldedName": folded_name(person.name)},
        }
    )
    for rows, other in (
        (writes.units_of, unit_path(person.unit)),
        (writes.functions_of, person.function),
        (writes.managers_of, person.reports_to),
    ):
        if other is not None:
            rows.append({"id": person.id, "other": other})


def _compare(
    before: StoredPerson, person: PersonRow, left_alone: frozenset[str], tally: Tally, writes: Writes
) -> None:
    changes: list[str] = []
    properties: dict[str, Any] = {}
    for name, key in _PROPERTIES.items():
        old, new = getattr(before, name), getattr(person, name)
        if old != new and f"people.{name}" not in left_alone:
            properties[key] = _stored(new)
            changes.append(step(name, old, new))
            if name == "name":
                properties["foldedName"] = folded_name(person.name)
            writes.say(person.id, FactChange(f"person.{key}", person.id, old, new, source=SOURCE))
            if name in _DECIDE_OFFERS:
                writes.other_time.add(person.id)
    for column, rows, old, new in (
        ("unit", writes.units_of, before.unit, unit_path(person.unit)),
        ("function", writes.functions_of, before.function, person.function),
        ("reports_to", writes.managers_of, before.manager_id, person.reports_to),
    ):
        if old != new and f"people.{column}" not in left_alone:
            rows.append({"id": person.id, "other": new})
            changes.append(step(column, old, new))
            fact = "person.manager" if column == "reports_to" else f"person.{column}"
            writes.say(person.id, FactChange(fact, person.id, old, new, source=SOURCE))
    if not changes:
        tally.unchanged += 1
        return
    tally.change(f"person {person.id}", changes)
    writes.changed_people[person.id] = {"id": person.id, "revision": before.revision, "properties": properties}


def _stored(value: object) -> object:
    """The driver takes lists, not tuples."""
    return list(value) if isinstance(value, tuple) else value  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
