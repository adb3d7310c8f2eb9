"""Goals as values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal, TypeAlias

from graphapi.graphdb.rows import row
from graphapi.journal.editing import ABSENT, Absent

Status: TypeAlias = Literal["active", "closed"]
Outcome: TypeAlias = Literal["achieved", "abandoned"]
OUTCOMES: Final[tuple[Outcome, ...]] = ("achieved", "abandoned")


@row
class Target:
    """A goal's target skill: level 1..4, weight 0.001..100 relative to the goal's other targets."""

    skill_id: str
    level: int
    weight: float = 1.0


@row
class Goal:
    """What a person wants to reach. `outcome` is set when it is closed; priority is its weight among goals.

    stated_on, closed_on: the days on which that was recorded, None when they are not known or not yet.
    """

    id: str
    person_id: str
    statement: str | None
    due_on: date | None
    status: Status
    outcome: Outcome | None
    priority: float
    targets: tuple[Target, ...]
    revision: int
    stated_on: date | None = None
    closed_on: date | None = None


@dataclass(frozen=True, slots=True)
class GoalPlace:
    """A goal's place among those of its person. due: the due day in ISO 8601, or "none", which sorts last."""

    status: str
    due: str
    id: str

    @classmethod
    def of(cls, goal: Goal) -> "GoalPlace":
        """The place of this goal."""
        return cls(goal.status, goal.due_on.isoformat() if goal.due_on else "none", goal.id)


@dataclass(frozen=True, slots=True)
class GoalChange:
    """Changes to a goal; ABSENT keeps a field, None removes the target date."""

    statement: str | Absent = ABSENT
    due_on: date | Absent | None = ABSENT
    targets: Sequence[Target] | Absent = ABSENT
    priority: float | Absent = ABSENT


@dataclass(frozen=True, slots=True)
class GoalSaving:
    """A goal to create or change. revision: the one that was seen, 0 for a new goal; targets: None keeps them.

    properties: what changes, by the names in the graph; None clears.
    """

    id: str
    person_id: str
    revision: int
    properties: Mapping[str, Any]
    targets: Sequence[Target] | None = None
