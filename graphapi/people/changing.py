"""Changes who a person is: name, unit, function, manager and time zone."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from graphapi.calendar.zones import require_zone
from graphapi.errors import InvalidInput
from graphapi.graphdb.database import Transaction
from graphapi.journal.edit import Edit, Editor
from graphapi.journal.editing import ABSENT, Absent, checked_text, given_or, require_revision
from graphapi.people import graph
from graphapi.people.errors import ReportingCircle
from graphapi.people.locking import lock_person, person_not_found
from graphapi.people.model import Person, PersonChange
from graphapi.people.reading import people_in, person_in
from graphapi.people.saving import create_functions, create_units, save_people
from graphapi.people.units import checked_unit, paths_to, unit_path
from graphapi.text import LONGEST_NAME

_PROPERTIES = ("name", "timeZone")
_LINKS = {"unit": "WORKS_IN", "function": "HAS_FUNCTION", "manager": "REPORTS_TO"}


@dataclass(frozen=True, slots=True)
class DetailsChange:
    """Changes to a person; ABSENT keeps a field, None or an empty unit removes it.

    unit: names from the outermost unit in, at most 20. manager_id: id of the person to whom this one reports.
    """

    name: str | Absent = ABSENT
    unit: Sequence[str] | Absent = ABSENT
    function: str | Absent | None = ABSENT
    manager_id: str | Absent | None = ABSENT
    time_zone: str | Absent | None = ABSENT


async def edit_person(
    editor: Editor, person_id: str, expected_revision: int, change: DetailsChange, *, key: str | None = None
) -> Person:
    """Changes the given fields and returns the person; units and functions that are new are made.

    Raises InvalidInput, NotFound (for the person or the manager), ReportingCircle, StaleRevision, KeyReused.
    """
    wanted = _checked(change)
    if wanted.manager_id == person_id:
        raise InvalidInput("A person cannot report to themselves.", path=["managerId"])

    async def change_person(e: Edit) -> str:
        await _change(e, person_id, expected_revision, wanted)
        return person_id

    request = {"person": person_id, "expectedRevision": expected_revision, "change": _given(wanted)}
    return await editor.edit_once("editPerson", key, request, change_person, person_in)


async def _change(e: Edit, person_id: str, expected_revision: int, change: DetailsChange) -> None:
    if not isinstance(change.manager_id, Absent):
        await graph.hold_reporting(e.tx)
    revision = await lock_person(e.tx, person_id)
    require_revision(revision, expected_revision, "This person")
    before = await person_in(e.tx, person_id)
    after = replace(
        before,
        name=given_or(change.name, before.name),
        unit=tuple(given_or(change.unit, before.unit)),
        function=given_or(change.function, before.function),
        manager_id=given_or(change.manager_id, before.manager_id),
        time_zone=given_or(change.time_zone, before.time_zone),
    )
    if after == before:
        return
    if after.manager_id is not None and after.manager_id != before.manager_id:
        await _check_manager(e.tx, person_id, after.manager_id)
    await create_units(e.tx, paths_to(after.unit))
    await create_functions(e.tx, [] if after.function is None else [after.function])
    was, now = _facts(before), _facts(after)
    changed = {fact: now[fact] for fact in now if e.changed(f"person.{fact}", person_id, was[fact], now[fact])}
    links = {_LINKS[fact]: value for fact, value in changed.items() if fact in _LINKS}
    properties = {fact: value for fact, value in changed.items() if fact in _PROPERTIES}
    saved = await save_people(e.tx, [PersonChange(person_id, revision, properties, links)])
    assert saved  # The person is locked, and the manager was just read.


async def _check_manager(tx: Transaction, person_id: str, manager_id: str) -> None:
    if not await people_in(tx, [manager_id]):
        raise person_not_found(manager_id, ["managerId"])
    if await graph.reports_to(tx, manager_id, person_id):
        raise ReportingCircle(
            f"The person {manager_id!r} reports to {person_id!r}, directly or through others, so the reporting lines "
            "would form a circle. Change that reporting line first.",
            path=["managerId"],
        )


def _facts(person: Person) -> dict[str, str | None]:
    return {
        "name": person.name,
        "unit": unit_path(person.unit),
        "function": person.function,
        "manager": person.manager_id,
        "timeZone": person.time_zone,
    }


def _checked(change: DetailsChange) -> DetailsChange:
    if isinstance(change.time_zone, str):
        require_zone(change.time_zone, path=["timeZone"])
    return replace(
        change,
        name=change.name
        if isinstance(change.name, Absent)
        else checked_text(change.name, LONGEST_NAME, ["name"], "A name"),
        unit=change.unit if isinstance(change.unit, Absent) else checked_unit(change.unit),
        function=checked_text(change.function, LONGEST_NAME, ["function"], "A function")
        if isinstance(change.function, str)
        else change.function,
    )


def _given(change: DetailsChange) -> dict[str, Any]:
    said = {
        "name": change.name,
        "unit": change.unit if isinstance(change.unit, Absent) else list(change.unit),
        "function": change.function,
        "managerId": change.manager_id,
        "timeZone": change.time_zone,
    }
    return {field: value for field, value in said.items() if not isinstance(value, Absent)}
