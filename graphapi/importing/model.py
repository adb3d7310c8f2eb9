"""The values that an import carries: checked rows, with every skill already resolved to its id."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from graphapi.attributes.model import Attribute, AttributeRule
from graphapi.availability.model import Leave, Pattern
from graphapi.goals.model import Outcome
from graphapi.importing.known import KnownMap
from graphapi.importing.problems import Problem

Progress: TypeAlias = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and how much there is (0 when that is not known)."""

SOURCE = "import"
"""The source of everything that an import says."""


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One line of people.csv. `unit` is the path from the outermost unit to the innermost.

    attributes: the declared ones of which the file has a column, each with its value, empty for none.
    """

    id: str
    name: str
    unit: tuple[str, ...] = ()
    function: str | None = None
    reports_to: str | None = None
    time_zone: str | None = None
    languages: tuple[str, ...] = ()
    mentoring: bool = True
    places: int = 3
    weekly_minutes: int | None = None
    formats: tuple[str, ...] = ()
    pace: str | None = None
    left_on: date | None = None
    attributes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class SkillRow:
    """One line of skills.csv. `cluster` is a cluster's id or label; an unknown one is made."""

    id: str
    label: str
    cluster: str | None = None
    tier: str | None = None
    definition: str | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OtherId:
    """A line of skills.csv that means a skill of the map: its id leads to that skill, its labels name it too."""

    id: str
    label: str
    skill_id: str
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RelationRow:
    """One line of related.csv: for kind 'broader', `a` is the narrower skill."""

    a: str
    b: str
    strength: float
    kind: str = "related"


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One line of person_skills.csv; level 0 to 4."""

    person_id: str
    skill_id: str
    level: int
    last_used_on: date | None = None


@dataclass(frozen=True, slots=True)
class TargetRow:
    """One skill that a goal aims at; level 1 to 4, weight above 0."""

    skill_id: str
    level: int
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class GoalRow:
    """The lines of goals.csv that share a goal_id. One with an outcome is closed."""

    id: str
    person_id: str
    targets: tuple[TargetRow, ...]
    statement: str | None = None
    due_on: date | None = None
    stated_on: date | None = None
    closed_on: date | None = None
    outcome: Outcome | None = None


@dataclass(frozen=True, slots=True)
class AvailabilityRow:
    """One line of availability.csv."""

    person_id: str
    pattern: Pattern


@dataclass(frozen=True, slots=True)
class LeaveRow:
    """One line of leave.csv."""

    person_id: str
    leave: Leave


@dataclass(frozen=True, slots=True)
class MatchRow:
    """One line of matches.csv. id: as the file has it, or one that follows from the pair. ended_on: None is active."""

    id: str
    mentor_id: str
    mentee_id: str
    started_on: date | None = None
    ended_on: date | None = None


@dataclass(frozen=True, slots=True)
class Bundle:
    """Everything that one import brings.

    A person named in `availability` has all patterns replaced, one named in `leaves` all leaves.
    without_windows, without_leaves: ids of people who lose all of theirs. other_ids: further ids of skills that the
    map has. person_ids: further ids of people, each with the own id of its person. leaving: ids of people who are not
    among `people` and leave on this day. attributes: those to declare. rules: all rules about attributes; None leaves
    them alone.

    left_alone: fields that the import does not speak of, such as "people.places": what is stored stays as it is,
    and the row's value counts only for what is new. warnings: what people should know before they go on.
    fingerprint: the same for the same files; a bundle that is made in memory may leave it out. left_out: what was wrong
    with rows that are not here because of it. said: a checksum of what is said of each person. known: the map with
    which it was checked. Both may be left out.
    """

    people: tuple[PersonRow, ...] = field(default=())
    skills: tuple[SkillRow, ...] = field(default=())
    relations: tuple[RelationRow, ...] = field(default=())
    claims: tuple[ClaimRow, ...] = field(default=())
    goals: tuple[GoalRow, ...] = field(default=())
    availability: tuple[AvailabilityRow, ...] = field(default=())
    without_windows: tuple[str, ...] = ()
    leaves: tuple[LeaveRow, ...] = field(default=())
    without_leaves: tuple[str, ...] = ()
    matches: tuple[MatchRow, ...] = field(default=())
    leaving: tuple[tuple[str, date], ...] = ()
    attributes: tuple[Attribute, ...] = ()
    rules: tuple[AttributeRule, ...] | None = None
    left_alone: frozenset[str] = frozenset()
    other_ids: tuple[OtherId, ...] = ()
    person_ids: tuple[tuple[str, str], ...] = ()
    warnings: tuple[str, ...] = ()
    fingerprint: str = ""
    left_out: tuple[Problem, ...] = ()
    said: Mapping[str, str] | None = field(default=None, compare=False, repr=False)
    known: KnownMap | None = field(default=None, compare=False, repr=False)


def fingerprint_of(bundle: Bundle) -> str:
    """That of the files, or for a bundle without files one of its rows: the same for the same rows in one order."""
    if bundle.fingerprint:
        return bundle.fingerprint
    digest = hashlib.sha256(repr(sorted(bundle.left_alone)).encode())
    for rows in (
        bundle.people,
        bundle.skills,
        bundle.relations,
        bundle.claims,
        bundle.goals,
        bundle.availability,
        bundle.without_windows,
        bundle.leaves,
        bundle.without_leaves,
        bundle.matches,
        bundle.leaving,
        bundle.attributes,
        bundle.rules or (),
        bundle.other_ids,
        bundle.person_ids,
    ):
        for row in rows:
            digest.update(repr(row).encode("utf-8", "backslashreplace"))
    return digest.hexdigest()


def no_progress(stage: str, done: int, total: int) -> None:
    """Tells nobody."""
