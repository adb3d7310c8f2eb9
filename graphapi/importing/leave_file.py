"""Reads leave.csv: whole days on which people are away, in local time."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from graphapi.availability.errors import InvalidAvailability
from graphapi.availability.model import Leave
from graphapi.availability.setting import MOST_LEAVES
from graphapi.calendar.errors import UnknownTimeZone
from graphapi.importing import cells
from graphapi.importing.cells import Remembering, Row, as_bad_cell
from graphapi.importing.model import LeaveRow
from graphapi.importing.problems import Problems, shown
from graphapi.importing.resolving import PersonIndex
from graphapi.importing.tables import Shape, Table

LEAVE = Shape("leave.csv", ("person_id", "first_day", "last_day"), ("time_zone",), together="person_id")


@dataclass(slots=True)
class LeaveFile:
    """The rows of leave.csv; `cleared` leads from who has no leave any more to the line that says so."""

    rows: list[LeaveRow] = field(default_factory=list[LeaveRow])
    cleared: dict[str, int] = field(default_factory=dict[str, int])


def read_leave(table: Table, people: PersonIndex, problems: Problems) -> LeaveFile:
    """Every row that is right; faults are noted. A leave without a zone is in that of the person.

    A row with nothing but a person says that this person has no leave.
    """
    file = LeaveFile()
    row = Row(LEAVE.file, problems)
    person_of, day_of = Remembering(people.resolve), Remembering(cells.day)
    leaves = Counter[str]()
    for line, cell in table.rows():
        row.begin(line)
        person_id = people.note(row, "person_id", cell[0], person_of)
        if not any(map(str.strip, cell[1:])):
            if person_id is not None:
                file.cleared.setdefault(person_id, line)
            continue
        first: date | None = row.required("first_day", cell[1], day_of.__getitem__, None)
        last: date | None = row.required("last_day", cell[2], day_of.__getitem__, None)
        zone = cell[3].strip() or (people.zones.get(person_id) if person_id else None)
        if zone is None and person_id is not None:
            row.bad("time_zone", f"no time zone is known for {shown(person_id)}", "give one here or in people.csv")
        if first is None or last is None:
            continue
        leave = _checked(row, first, last, zone or "UTC")
        if leave is None or person_id is None:
            continue
        file.rows.append(LeaveRow(person_id, leave))
        leaves[person_id] += 1
        if leaves[person_id] == MOST_LEAVES + 1:
            row.bad(None, f"{shown(person_id)} has more than {MOST_LEAVES} leaves", "leave the past ones out")
    for person_id in file.cleared.keys() & leaves.keys():
        row.begin(file.cleared[person_id])
        row.bad(
            None,
            f"this row says that {shown(person_id)} has no leave, but other rows list some",
            "keep either this row or the others",
        )
    return file


def _checked(row: Row, first: date, last: date, zone: str) -> Leave | None:
    """The leave; None when it cannot be right, which is noted."""
    try:
        return Leave(first, last, zone)
    except (InvalidAvailability, UnknownTimeZone) as error:
        bad = as_bad_cell(error)
        row.bad(error.path[0] if error.path else None, bad.reason, bad.advice)
        return None
