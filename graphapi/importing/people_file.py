"""Reads people.csv, and holds reporting lines to what they must be, together with the map."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from itertools import chain
from types import MappingProxyType

from graphapi.calendar.weeks import MINUTES_PER_WEEK
from graphapi.importing import cells
from graphapi.importing.cells import Remembering, Row
from graphapi.importing.chains import circles, in_words
from graphapi.importing.known import KnownMap
from graphapi.importing.lookalikes import ids_alike, rewritten_ids, units_alike
from graphapi.importing.model import PersonRow
from graphapi.importing.options import ReadingOptions
from graphapi.importing.person_ids import PersonIds
from graphapi.importing.problems import Advice, BadCell, Problems, shown
from graphapi.importing.resolving import PersonIndex
from graphapi.importing.tables import Shape, Table
from graphapi.people.terms import MOST_PLACES
from graphapi.people.units import BETWEEN, DEEPEST_UNIT, LONGEST_UNIT

PEOPLE = Shape(
    "people.csv",
    ("id", "name"),
    (
        "unit",
        "function",
        "reports_to",
        "time_zone",
        "languages",
        "mentoring",
        "places",
        "weekly_minutes",
        "formats",
        "pace",
        "left_on",
        "former_id",
    ),
)
_MOST_ABSENT_NAMED = 5
_UNIT_SIGN = re.compile(r"\s*>\s*|\s+/\s+")


@dataclass(slots=True)
class PeopleFile:
    """The rows of people.csv, under the own ids of the people; `lines` leads from such an id to its line.

    further_ids: from each further id that the file brings to the person.
    """

    rows: list[PersonRow] = field(default_factory=list[PersonRow])
    lines: dict[str, int] = field(default_factory=dict[str, int])
    further_ids: dict[str, str] = field(default_factory=dict[str, str])
    absent: frozenset[str] = frozenset()
    complete: bool = True
    has_left_out: bool = False


def read_people(
    table: Table,
    problems: Problems,
    known: KnownMap,
    today: date | None = None,
    readers: Mapping[str, Remembering[str]] = MappingProxyType({}),
) -> PeopleFile:
    """Every row whose id can be read; faults are noted. With `today`, nobody can have left on a later day.

    readers: of the attributes that the organisation has declared, in the order of the columns that follow.
    """
    file = PeopleFile()
    ids = PersonIds(known.people, known.further_ids)
    row = Row(PEOPLE.file, problems)
    unit_of, zone_of = Remembering(unit_names), Remembering(cells.zone)
    languages_of, formats_of = Remembering(cells.languages), Remembering(cells.formats)
    left_of = Remembering(cells.past_day(today))
    places_of, minutes_of = cells.integer(0, MOST_PLACES), cells.integer(0, MINUTES_PER_WEEK)
    rows = table.rows()
    first = next(rows, None)
    # Which columns there are is known once the header is read.
    attributes = {
        name: (place, read)
        for place, (name, read) in enumerate(readers.items(), start=len(PEOPLE.columns))
        if name not in table.absent
    }
    for line, cell in chain([first] if first else [], rows):
        row.begin(line)
        written = row.required("id", cell[0], cells.identifier, "")
        former = row.optional("former_id", cell[13], cells.identifier, None)
        person_id = ids.person(line, written, former, partial(row.bad, "former_id"))
        if person_id in file.lines:
            who = (
                f"the person {shown(written)} is"
                if written == person_id
                else f"{shown(written)} means {shown(person_id)}, who is"
            )
            row.bad("id", f"{who} already in line {file.lines[person_id]}", "keep one row")
            continue
        person = PersonRow(
            id=person_id,
            name=row.required("name", cell[1], cells.name, ""),
            unit=row.optional("unit", cell[2], unit_of.__getitem__, ()),
            function=row.optional("function", cell[3], cells.name, None),
            reports_to=row.optional("reports_to", cell[4], cells.identifier, None),
            time_zone=row.optional("time_zone", cell[5], zone_of.__getitem__, None),
            languages=row.optional("languages", cell[6], languages_of.__getitem__, ()),
            mentoring=row.optional("mentoring", cell[7], cells.boolean, True),
            places=row.optional("places", cell[8], places_of, 3),
            weekly_minutes=row.optional("weekly_minutes", cell[9], minutes_of, None),
            formats=row.optional("formats", cell[10], formats_of.__getitem__, ()),
            pace=row.optional("pace", cell[11], cells.pace, None),
            left_on=row.optional("left_on", cell[12], left_of.__getitem__, None),
            attributes=tuple(
                (name, row.optional(name, cell[place], read.__getitem__, ""))
                for name, (place, read) in attributes.items()
            ),
        )
        if person_id:
            file.lines[person_id] = line
            file.rows.append(person)
    ids.check(PEOPLE.file, file.lines, problems)
    file.further_ids = ids.added
    _name_managers(file, ids)
    # A further id is added or stays; without the column nothing is left alone.
    file.absent = table.absent - {"former_id"}
    file.complete, file.has_left_out = table.complete, table.leaves_out
    return file


def _name_managers(file: PeopleFile, ids: PersonIds) -> None:
    """Names managers by their own ids."""
    if not ids.all:
        return
    for place, person in enumerate(file.rows):
        if person.reports_to and ids.meant(person.reports_to) != person.reports_to:
            file.rows[place] = replace(person, reports_to=ids.meant(person.reports_to))


def unit_names(text: str) -> tuple[str, ...]:
    """A unit's name, or the names that lead to it from the outermost one: "Engineering > Platform"."""
    names = tuple(_UNIT_SIGN.split(text))
    if not all(names):
        raise BadCell(
            f"{shown(text)} has a part without a name", "separate the units of a path by > and give each a name"
        )
    if len(names) > DEEPEST_UNIT:
        raise BadCell(f"{shown(text)} has {len(names)} parts", f"nest units at most {DEEPEST_UNIT} levels deep")
    if len(text) > LONGEST_UNIT:
        raise BadCell(f"{shown(text)} has {len(text)} characters", f"a unit's path has at most {LONGEST_UNIT}")
    return tuple(cells.name(name) for name in names)


def others_above(file: PeopleFile) -> set[str]:
    """Ids of managers who have no row: whom they report to is for the map to say."""
    return {person.reports_to for person in file.rows if person.reports_to} - file.lines.keys()


def check_people(file: PeopleFile, known: KnownMap, people: PersonIndex, problems: Problems) -> None:
    """Notes circles, managers whom nobody knows, and places that are taken already."""
    if "places" not in file.absent:
        _check_places(file, known, problems)
    if "reports_to" not in file.absent:
        _check_reporting(file, known, people, problems)


def _check_places(file: PeopleFile, known: KnownMap, problems: Problems) -> None:
    for person in file.rows:
        taken = known.places_taken.get(person.id, 0)
        if person.places < taken:
            problems.add(
                PEOPLE.file,
                file.lines[person.id],
                "places",
                f"{taken} places of {shown(person.id)} are taken, so places cannot be {person.places}",
                "set mentoring to false to accept no new mentees",
            )


def _check_reporting(file: PeopleFile, known: KnownMap, people: PersonIndex, problems: Problems) -> None:
    managers = dict(known.managers)
    lines: dict[str, int] = {}
    for person in file.rows:
        managers.pop(person.id, None)
        manager, line = person.reports_to, file.lines[person.id]
        if manager is None:
            continue
        if manager == person.id:
            problems.add(
                PEOPLE.file, line, "reports_to", f"{shown(manager)} reports to themselves", "clear the cell"
            )
            continue
        managers[person.id], lines[person.id] = manager, line
        try:
            people.resolve(manager)
        except BadCell as bad:
            if people.complete:
                problems.add(PEOPLE.file, line, "reports_to", bad.reason, _what_to_do(bad.advice))
    _check_circles(managers, lines, "reports_to", "reporting to themselves", problems)


def _what_to_do(advice: Advice) -> Callable[[], str]:
    def words() -> str:
        question = advice() if callable(advice) else advice
        remedy = "give them a row in people.csv, or clear the cell"
        return f"{question} If not, {remedy}" if question else remedy

    return words


def people_warnings(file: PeopleFile, known: KnownMap) -> list[str]:
    """What is two people or units to the map, and probably one to whoever made the file."""
    units: dict[str, int] = {}
    for person in file.rows:
        for depth in range(1, len(person.unit) + 1):
            units.setdefault(BETWEEN.join(person.unit[:depth]), file.lines[person.id])
    return [
        *rewritten_ids(PEOPLE.file, file.lines),
        *ids_alike(PEOPLE.file, file.lines, known.people),
        *units_alike(PEOPLE.file, units, known.units),
    ]


def who_leaves(
    file: PeopleFile | None, known: KnownMap, options: ReadingOptions, problems: Problems
) -> tuple[list[str], list[str]]:
    """Ids of people of the map who are not in a file that is said to be complete, if they may leave, and warnings."""
    most = options.most_leaving
    if options.complete and file is None:
        advice = "add it, or leave --complete and --let-leave out"
        problems.add(PEOPLE.file, None, None, "a complete import needs this file", advice)
    if not options.complete or file is None or not file.complete:
        return [], []
    absent = sorted(known.people.keys() - known.left - file.lines.keys())
    if not absent:
        return [], []
    more = f" and {len(absent) - _MOST_ABSENT_NAMED} more" if len(absent) > _MOST_ABSENT_NAMED else ""
    said = f"{', '.join(map(shown, absent[:_MOST_ABSENT_NAMED]))}{more}"
    if file.has_left_out:
        return [], [f"Nobody leaves, because rows of people.csv were left out. Not in the file: {said}."]
    if not most:
        return [], [
            f"{len(absent)} people of the map are not in people.csv: {said}. --let-leave N lets them leave."
        ]
    if len(absent) > most:
        problems.add(
            PEOPLE.file,
            None,
            None,
            f"{len(absent)} people of the map are not in the file, and at most {most} may leave: {said}",
            "if all of them have left, give --let-leave a higher number",
        )
        return [], []
    return absent, []


def index_people(file: PeopleFile, known: KnownMap) -> PersonIndex:
    """Everybody as they will be after the import."""
    zones = dict(known.people)
    for person in file.rows:
        if "time_zone" not in file.absent or person.id not in zones:
            zones[person.id] = person.time_zone
    return PersonIndex(zones, complete=file.complete, further_ids=known.further_ids | file.further_ids)


def _check_circles(
    parents: Mapping[str, str], lines: Mapping[str, int], column: str, what: str, problems: Problems
) -> None:
    """Notes every circle in which a row of the file has a part, with all of its lines."""
    for circle in circles(parents):
        of_file = sorted({lines[member] for member in circle if member in lines})
        if not of_file:
            continue
        where = f"lines {', '.join(map(str, of_file[:10]))}" if len(of_file) > 1 else f"line {of_file[0]}"
        stored = "" if all(member in lines for member in circle) else " and existing data"
        problems.add(
            PEOPLE.file,
            of_file[0],
            column,
            f"{in_words([shown(member) for member in circle])} is a cycle, {what} ({where}{stored})",
            "break the cycle in one of these rows",
        )
