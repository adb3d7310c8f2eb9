"""What edits store of people and their claims, one or many at a time, as typed functions."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from graphapi.calendar.clock import utc_today
from graphapi.graphdb.database import Transaction
from graphapi.graphdb.queries import statement
from graphapi.graphdb.rows import Nothing, row
from graphapi.people.model import ClaimsChange, Mark, PersonChange
from graphapi.people.ties import tie_key
from graphapi.people.units import BETWEEN, folded_path, unit_path
from graphapi.text import folded_name


@row
class Written:
    """How many rows had their effect."""

    written: int


_SAVE_PEOPLE = statement("people/save_people", Written)
_SAVE_CLAIMS = statement("people/save_claims", Written)
_MARK_PEOPLE = statement("people/mark_people", Nothing)
_CREATE_UNITS = statement("people/create_units", Written)
_CREATE_FUNCTIONS = statement("people/create_functions", Written)


async def save_people(tx: Transaction, changes: Sequence[PersonChange]) -> bool:
    """Creates or changes people; false when somebody is not as the change was made for, or what it names is gone."""
    return _written(await tx.one(_SAVE_PEOPLE, rows=[_person_row(each) for each in changes])) == sum(
        1 + sum(other is not None for other in each.links.values()) for each in changes
    )


def _person_row(change: PersonChange) -> dict[str, Any]:
    # The driver takes lists, not tuples.
    properties = dict(change.properties) | {
        name: None if change.properties[name] is None else list(change.properties[name])
        for name in ("languages", "formats", "attributes")
        if name in change.properties
    }
    if "name" in change.properties:
        properties["foldedName"] = folded_name(change.properties["name"])
    return {
        "id": change.id,
        "revision": change.revision,
        "tieKey": tie_key(change.id),
        "properties": properties,
        "redrawn": list(change.links) if change.revision else [],
        "unit": change.links.get("WORKS_IN"),
        "function": change.links.get("HAS_FUNCTION"),
        "manager": change.links.get("REPORTS_TO"),
    }


async def create_units(tx: Transaction, paths: Sequence[str]) -> bool:
    """Makes units, each after the one around it; false when that one is gone."""
    names = {path: path.split(BETWEEN) for path in paths}
    rows: list[dict[str, Any]] = [
        {
            "path": path,
            "name": names[path][-1],
            "foldedPath": folded_path(path),
            "parent": unit_path(names[path][:-1]),
        }
        for path in paths
    ]
    written = _written(await tx.one(_CREATE_UNITS, rows=rows))
    return written == sum(1 + (row["parent"] is not None) for row in rows)


async def create_functions(tx: Transaction, names: Sequence[str]) -> None:
    """Makes functions."""
    await tx.one(_CREATE_FUNCTIONS, names=list(names))


async def save_claims(tx: Transaction, changes: Sequence[ClaimsChange]) -> bool:
    """Creates and changes claims; false when one of them is not as the change was made for."""
    skill_ids = sorted({skill_id for each in changes for skill_id in each.created})
    places = {skill_id: place for place, skill_id in enumerate(skill_ids)}
    days = list({day for each in changes for _, day in each.created.values() if day is not None})
    # What stands at no place of a list is null.
    place_of_day: dict[date | None, int | None] = {None: None} | {day: place for place, day in enumerate(days)}
    rows: list[dict[str, Any]] = [
        {
            "personId": each.person_id,
            "isNew": each.is_new,
            "skills": [places[skill_id] for skill_id in each.created],
            "levels": [level for level, _ in each.created.values()],
            "lastUsed": [place_of_day[day] for _, day in each.created.values()] if days else [],
            "changed": [
                {"skillId": skill_id, "level": level, "lastUsedOn": day, "revision": revision}
                for skill_id, (level, day, revision) in each.changed.items()
            ],
            "removed": list(each.removed),
        }
        for each in changes
    ]
    written = _written(await tx.one(_SAVE_CLAIMS, rows=rows, skillIds=skill_ids, days=days, today=utc_today()))
    return written == sum(len(each.created) + len(each.changed) + len(each.removed) for each in changes)


async def mark_people(tx: Transaction, marks: Sequence[Mark]) -> None:
    """Stores the marks of those who still have the one that must be there."""
    rows = [{"id": each.person_id, "mark": each.mark, "before": each.before} for each in marks]
    await tx.run(_MARK_PEOPLE, rows=rows)


def _written(found: Written | None) -> int:
    return found.written if found else 0
