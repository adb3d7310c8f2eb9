"""Reads availability.csv: weekly windows as people say them, in local time."""

from collections import Counter
from dataclasses import dataclass, field

from graphapi.availability.errors import InvalidAvailability
from graphapi.availability.model import Pattern
from graphapi.availability.parsing import parse_pattern
from graphapi.availability.setting import MOST_PATTERNS
from graphapi.calendar.errors import UnknownTimeZone
from graphapi.errors import InvalidInput
from graphapi.importing.cells import Remembering, Row, as_bad_cell
from graphapi.importing.model import AvailabilityRow, Progress
from graphapi.importing.problems import Problems, shown
from graphapi.importing.resolving import PersonIndex
from graphapi.importing.tables import Shape, Table
from graphapi.people.words import format_word

AVAILABILITY = Shape(
    "availability.csv",
    ("person_id", "weekday", "from", "until"),
    ("time_zone", "valid_from", "valid_until", "format"),
    together="person_id",
)
_COLUMNS = {"starts": "from", "ends": "until"}
_ROWS_A_REPORT = 50_000


@dataclass(slots=True)
class AvailabilityFile:
    """The rows of availability.csv; `cleared` leads from who has no windows any more to the line that says so."""

    rows: list[AvailabilityRow] = field(default_factory=list[AvailabilityRow])
    cleared: dict[str, int] = field(default_factory=dict[str, int])


def read_availability(
    table: Table, people: PersonIndex, problems: Problems, progress: Progress
) -> AvailabilityFile:
    """Every row that is right; faults are noted. A window without a zone is in that of the person.

    A row with nothing but a person says that this person has no windows.
    """
    file = AvailabilityFile()
    row = Row(AVAILABILITY.file, problems)
    person_of = Remembering(people.resolve)
    patterns: dict[tuple[str, ...], Pattern] = {}
    windows = Counter[str]()
    for number, (line, cell) in enumerate(table.rows(), start=1):
        row.begin(line)
        person_id = people.note(row, "person_id", cell[0], person_of)
        if not any(map(str.strip, cell[1:])):
            if person_id is not None:
                file.cleared.setdefault(person_id, line)
            continue
        zone = cell[4].strip() or (people.zones.get(person_id) if person_id else None)
        if zone is None and person_id is not None:
            row.bad("time_zone", f"no time zone is known for {shown(person_id)}", "give one here or in people.csv")
        said = (cell[1], cell[2], cell[3], zone or "UTC", *cell[5:])
        pattern = patterns.get(said)
        if pattern is None:
            pattern = _read_pattern(row, said)
            if pattern is None:
                continue
            patterns[said] = pattern
        if person_id is None:
            continue
        file.rows.append(AvailabilityRow(person_id, pattern))
        windows[person_id] += 1
        if windows[person_id] == MOST_PATTERNS + 1:
            row.bad(None, f"{shown(person_id)} has more than {MOST_PATTERNS} time windows", "join some of them")
        if number % _ROWS_A_REPORT == 0:
            progress(f"reading {AVAILABILITY.file}", number, 0)
    for person_id in file.cleared.keys() & windows.keys():
        row.begin(file.cleared[person_id])
        row.bad(
            None,
            f"this row says that {shown(person_id)} has no time windows, but other rows list some",
            "keep either this row or the others",
        )
    return file


def _read_pattern(row: Row, said: tuple[str, ...]) -> Pattern | None:
    """The window; None when it cannot be right, which is noted."""
    weekday, starts, ends, zone, valid_from, valid_until, form = said
    empty = [
        column for column, text in (("weekday", weekday), ("from", starts), ("until", ends)) if not text.strip()
    ]
    for column in empty:
        row.bad(column, "the cell is empty", "every row needs a value")
    if empty:
        return None
    try:
        return parse_pattern(
            weekday=weekday,
            starts=starts,
            ends=ends,
            time_zone=zone,
            valid_from=valid_from,
            valid_until=valid_until,
            format=format_word(form) if form.strip() else None,
        )
    except (InvalidAvailability, UnknownTimeZone) as error:
        field_name = error.path[0] if error.path else None
        bad = as_bad_cell(error)
        row.bad(_COLUMNS.get(field_name, field_name) if field_name else None, bad.reason, bad.advice)
    except InvalidInput as error:
        bad = as_bad_cell(error)
        row.bad("format", bad.reason, bad.advice)
    return None
