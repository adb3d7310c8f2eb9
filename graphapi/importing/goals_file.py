"""Reads goals.csv, in which one row is one target and the rows of a goal say the same about it."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import cast

from graphapi.goals.checking import GREATEST_WEIGHT, LONGEST_STATEMENT, MOST_TARGETS
from graphapi.goals.model import OUTCOMES, Outcome
from graphapi.goals.stating import MOST_ACTIVE_GOALS
from graphapi.importing import cells
from graphapi.importing.cells import Remembering, Row
from graphapi.importing.graph import StoredGoal
from graphapi.importing.model import GoalRow, TargetRow
from graphapi.importing.problems import Problems, shown
from graphapi.importing.resolving import PersonIndex, SkillIndex
from graphapi.importing.tables import Shape, Table
from graphapi.journal.editing import LEAST_NUMBER

GOALS = Shape(
    "goals.csv",
    ("goal_id", "person_id", "skill", "target_level"),
    ("statement", "due_on", "weight", "stated_on", "closed_on", "outcome"),
    together="goal_id",
)
_OUTCOME = cast(Callable[[str], Outcome], cells.one_of(OUTCOMES))
assert LONGEST_STATEMENT == cells.LONGEST_TEXT


@dataclass(slots=True)
class _Goal:
    """A goal while its rows are read; `targets` leads from a skill to its line and target."""

    line: int
    person_id: str
    statement: str | None = None
    due_on: date | None = None
    stated_on: date | None = None
    closed_on: date | None = None
    outcome: Outcome | None = None
    targets: dict[str, tuple[int, TargetRow]] = field(default_factory=dict[str, tuple[int, TargetRow]])


@dataclass(slots=True)
class GoalsFile:
    """The goals of goals.csv by id."""

    goals: dict[str, _Goal] = field(default_factory=dict[str, _Goal])
    absent: frozenset[str] = frozenset()

    def rows(self) -> tuple[GoalRow, ...]:
        """The goals as an import carries them, targets in the order of skills."""
        return tuple(
            GoalRow(
                goal_id,
                goal.person_id,
                tuple(target for _, (_, target) in sorted(goal.targets.items())),
                goal.statement,
                goal.due_on,
                goal.stated_on,
                goal.closed_on,
                goal.outcome,
            )
            for goal_id, goal in self.goals.items()
        )


def read_goals(
    table: Table,
    people: PersonIndex,
    skills: SkillIndex,
    problems: Problems,
    today: date | None = None,
    *,
    split_skills: bool = False,
) -> GoalsFile:
    """Every goal with what is right about it; faults are noted. split_skills: a cell may hold several skills.

    With `today`, nothing can have been stated or closed on a later day.
    """
    file = GoalsFile()
    rows = skills.split(table.rows(), 2) if split_skills else table.rows()
    row = Row(GOALS.file, problems)
    heads = _Heads(file, row, people, Remembering(people.resolve), Remembering(cells.past_day(today)))
    skill_of, level_of = Remembering(skills.resolve), Remembering(cells.integer(1, 4))
    weight_of = Remembering(cells.positive(GREATEST_WEIGHT, LEAST_NUMBER))
    for line, cell in rows:
        row.begin(line)
        goal = heads.goal_of(line, cell)
        skill_id = skills.note(row, "skill", cell[2], skill_of)
        level = row.required("target_level", cell[3], level_of.__getitem__, 1)
        weight = row.optional("weight", cell[6], weight_of.__getitem__, 1.0)
        if goal is None or skill_id is None:
            continue
        if skill_id in goal.targets:
            row.bad(
                "skill",
                f"the goal already targets {shown(skills.label(skill_id))} in line {goal.targets[skill_id][0]}",
                "keep one row",
            )
            continue
        goal.targets[skill_id] = (line, TargetRow(skill_id, level, weight))
        if len(goal.targets) == MOST_TARGETS + 1:
            row.bad(None, f"the goal has more than {MOST_TARGETS} targets", "split it into two goals")
    file.absent = table.absent
    _check_number(file, problems)
    _check_closed(file, problems)
    return file


class _Heads:
    """Reads what every row of a goal says alike; rows of one goal mostly follow each other and need no second look."""

    def __init__(
        self,
        file: GoalsFile,
        row: Row,
        people: PersonIndex,
        person_of: Remembering[str],
        past_of: Remembering[date | None],
    ) -> None:
        self._file = file
        self._row = row
        self._people = people
        self._person_of = person_of
        self._past_of = past_of
        self._day_of = Remembering(cells.day)
        self._last: tuple[str, ...] = ()
        self._goal: _Goal | None = None

    def goal_of(self, line: int, cell: tuple[str, ...]) -> _Goal | None:
        """The goal of a row; None when it has no id or nobody whose it is, which is noted."""
        head = (*cell[:2], *cell[4:6], *cell[7:])
        if head != self._last:
            self._goal = self._read(line, cell)
            # What is wrong is said of every row.
            self._last = head if self._row.right else ()
        return self._goal

    def _read(self, line: int, cell: tuple[str, ...]) -> _Goal | None:
        row = self._row
        goal_id = row.required("goal_id", cell[0], cells.identifier, "")
        person_id = self._people.note(row, "person_id", cell[1], self._person_of)
        said = {
            "statement": row.optional("statement", cell[4], cells.long_text, None),
            "due_on": row.optional("due_on", cell[5], self._day_of.__getitem__, None),
            "stated_on": row.optional("stated_on", cell[7], self._past_of.__getitem__, None),
            "closed_on": row.optional("closed_on", cell[8], self._past_of.__getitem__, None),
            "outcome": row.optional("outcome", cell[9], _OUTCOME, None),
        }
        if not goal_id or person_id is None:
            return None
        goal = self._file.goals.setdefault(goal_id, _Goal(line, person_id))
        _check_same(row, goal, said | {"person_id": person_id})
        for name, value in said.items():
            if getattr(goal, name) is None:
                setattr(goal, name, value)
        return goal


def check_stored(
    file: GoalsFile, stored: Mapping[str, StoredGoal], skills: SkillIndex, problems: Problems
) -> None:
    """Notes goals that are somebody else's in the map, and new targets that are retired."""
    for goal_id, goal in file.goals.items():
        before = stored.get(goal_id)
        if before is not None and before.person_id != goal.person_id:
            problems.add(
                GOALS.file,
                goal.line,
                "person_id",
                f"the goal {shown(goal_id)} already belongs to {shown(before.person_id)}",
                "a goal cannot change its person; use another goal_id",
            )
        known = {skill_id for skill_id, _, _ in before.targets} if before else set[str]()
        for skill_id, (line, _) in goal.targets.items():
            if skill_id in skills.retired and skill_id not in known and goal.outcome is None:
                problems.add(
                    GOALS.file,
                    line,
                    "skill",
                    f"the skill {shown(skills.label(skill_id))} is retired",
                    "choose an active skill",
                )


def _check_same(row: Row, goal: _Goal, said: Mapping[str, object]) -> None:
    """Notes what differs from the goal's earlier rows; an empty cell says nothing new."""
    for column, given in said.items():
        first = getattr(goal, column)
        if given is not None and first is not None and given != first:
            row.bad(
                column,
                f"{shown(str(given))} is not what the goal's row in line {goal.line} says, {shown(str(first))}",
                "give the same value in all rows of a goal, or use another goal_id",
            )


def _check_number(file: GoalsFile, problems: Problems) -> None:
    count = Counter[str]()
    for goal in file.goals.values():
        count[goal.person_id] += goal.outcome is None
        if goal.outcome is None and count[goal.person_id] == MOST_ACTIVE_GOALS + 1:
            problems.add(
                GOALS.file,
                goal.line,
                "person_id",
                f"{shown(goal.person_id)} has more than {MOST_ACTIVE_GOALS} active goals",
                "leave some of them out",
            )


def _check_closed(file: GoalsFile, problems: Problems) -> None:
    for goal in file.goals.values():
        if goal.closed_on is not None and goal.outcome is None:
            advice = f"say {' or '.join(OUTCOMES)}"
            problems.add(GOALS.file, goal.line, "outcome", "the goal is closed, but without an outcome", advice)
        if goal.stated_on is not None and goal.closed_on is not None and goal.closed_on < goal.stated_on:
            reason = f"{goal.closed_on} comes before {goal.stated_on}, when the goal was stated"
            problems.add(GOALS.file, goal.line, "closed_on", reason, "exchange or correct them")
