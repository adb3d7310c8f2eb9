"""Reads person_skills.csv, the largest of the files: more than a million rows in plain loops."""

from dataclasses import dataclass, field
from datetime import date

from graphapi.importing import cells
from graphapi.importing.cells import Remembering, Row
from graphapi.importing.model import ClaimRow, Progress
from graphapi.importing.problems import BadCell, Problems, shown
from graphapi.importing.resolving import PersonIndex, SkillIndex
from graphapi.importing.tables import Shape, Table
from graphapi.policy.model import HIGHEST_LEVEL

CLAIMS = Shape("person_skills.csv", ("person_id", "skill", "level"), ("last_used_on",))
_ROWS_A_REPORT = 50_000


@dataclass(slots=True)
class ClaimsFile:
    """The rows of person_skills.csv; `of_retired` are those that claim a retired skill, with their lines."""

    rows: list[ClaimRow] = field(default_factory=list[ClaimRow])
    of_retired: list[tuple[int, ClaimRow]] = field(default_factory=list[tuple[int, ClaimRow]])
    absent: frozenset[str] = frozenset()


def read_claims(
    table: Table,
    people: PersonIndex,
    skills: SkillIndex,
    problems: Problems,
    progress: Progress,
    today: date | None,
    *,
    split_skills: bool = False,
) -> ClaimsFile:
    """Every row that is right; faults are noted. split_skills: a cell may hold several skills."""
    file = ClaimsFile()
    rows = skills.split(table.rows(), 1) if split_skills else table.rows()
    person_of, skill_of = Remembering(people.resolve), Remembering(skills.resolve)
    level_of, day_of = Remembering(_level), Remembering(cells.past_day(today))
    faults = _Faults(Row(CLAIMS.file, problems), people, skills, person_of, skill_of, level_of, day_of)
    # Per person, from skill to line: far smaller than one entry for each pair.
    lines: dict[str, dict[str, int]] = {}
    for number, (line, cell) in enumerate(rows, start=1):
        try:
            claim = ClaimRow(person_of[cell[0]], skill_of[cell[1]], level_of[cell[2]], day_of[cell[3]])
        except BadCell:
            faults.note(line, cell)
            continue
        first = lines.setdefault(claim.person_id, {}).setdefault(claim.skill_id, line)
        if first != line:
            problems.add(
                CLAIMS.file,
                line,
                "skill",
                f"{shown(claim.person_id)} already claims {shown(skills.label(claim.skill_id))} in line {first}",
                "keep one row",
            )
            continue
        file.rows.append(claim)
        if claim.skill_id in skills.retired:
            file.of_retired.append((line, claim))
        if number % _ROWS_A_REPORT == 0:
            progress(f"reading {CLAIMS.file}", number, 0)
    file.absent = table.absent
    return file


@dataclass(slots=True)
class _Faults:
    """Goes through a row that is not right, cell by cell."""

    row: Row
    people: PersonIndex
    skills: SkillIndex
    person_of: Remembering[str]
    skill_of: Remembering[str]
    level_of: Remembering[int]
    day_of: Remembering[date | None]

    def note(self, line: int, cell: tuple[str, ...]) -> None:
        self.row.begin(line)
        self.people.note(self.row, "person_id", cell[0], self.person_of)
        self.skills.note(self.row, "skill", cell[1], self.skill_of)
        self.row.required("level", cell[2], self.level_of.__getitem__, 0)
        self.row.optional("last_used_on", cell[3], self.day_of.__getitem__, None)


_read_level = cells.integer(0, HIGHEST_LEVEL)


def _level(text: str) -> int:
    if not text:
        raise BadCell("the cell is empty", f"use 0 to {HIGHEST_LEVEL}")
    return _read_level(text)
