"""The values that the sample organisation is made of: roles, places, people in the making."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from graphapi.availability.model import Pattern
from graphapi.errors import InvalidInput
from graphapi.starter.files import read_seed

_MOST_NAMED = 10


class Seniority(IntEnum):
    """How far somebody is in their role."""

    JUNIOR = 0
    REGULAR = 1
    SENIOR = 2
    LEAD = 3
    PRINCIPAL = 4


class Rank(IntEnum):
    """For how much of the organisation somebody answers."""

    MEMBER = 0
    TEAM = 1
    DEPARTMENT = 2
    DIVISION = 3
    HEAD = 4


@dataclass(frozen=True)
class SampleTaxonomy:
    """The skills that people may have: preferred label -> skill id."""

    ids: Mapping[str, str]

    @property
    def labels(self) -> dict[str, str]:
        """The other way round: skill id -> preferred label."""
        return {skill_id: label for label, skill_id in self.ids.items()}

    def require(self, labels: Iterable[str]) -> None:
        """Raises InvalidInput that names the labels which this taxonomy lacks."""
        missing = sorted(set(labels) - self.ids.keys())
        if missing:
            named = ", ".join(f"'{label}'" for label in missing[:_MOST_NAMED])
            more = f" and {len(missing) - _MOST_NAMED} more" if len(missing) > _MOST_NAMED else ""
            raise InvalidInput(
                f"The sample organisation uses skills that the map lacks: {named}{more}. "
                "Load the starter taxonomy first: graphapi seed"
            )


def starter_taxonomy() -> SampleTaxonomy:
    """The starter taxonomy as its files say it, for use without a database. Raises SeedRefused."""
    return SampleTaxonomy({skill.label: skill.id for skill in read_seed().skills})


@dataclass(frozen=True, slots=True)
class Role:
    """A kind of work and the skills that it takes, as preferred labels.

    Everybody in the role has most of `core` and the whole of one of `stacks`, some of `adjacent` and some of
    `people`; who leads people in this role has `leading` too. `neighbours` are titles of roles within reach.
    """

    title: str
    core: tuple[str, ...]
    adjacent: tuple[str, ...]
    people: tuple[str, ...]
    neighbours: tuple[str, ...]
    stacks: tuple[tuple[str, ...], ...] = ((),)
    leading: tuple[str, ...] = ()

    @property
    def labels(self) -> tuple[str, ...]:
        """Every label that the role names."""
        stacked = tuple(label for stack in self.stacks for label in stack)
        return (*self.core, *stacked, *self.adjacent, *self.people, *self.leading)


@dataclass(frozen=True, slots=True)
class Department:
    """A part of a division. `share` is its weight in the headcount, `roles` its mix as title -> weight."""

    name: str
    division: str
    function: str
    share: int
    roles: Mapping[str, int]
    teams: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where people work. `languages` are tags with the probability that somebody there speaks it.

    `workdays` are 1..7 for Monday to Sunday; `share` is the place's weight in the headcount.
    """

    time_zone: str
    share: int
    names: str
    languages: Mapping[str, float]
    workdays: tuple[int, ...] = (1, 2, 3, 4, 5)


@dataclass(frozen=True, slots=True)
class Post:
    """A place in the organisation; `manager` is the index of the post that it reports to."""

    unit: tuple[str, ...]
    function: str
    rank: Rank
    manager: int | None
    department: Department


@dataclass(frozen=True, slots=True)
class Worker:
    """Who fills a post, before anything has an id."""

    post: Post
    role: Role
    stack: tuple[str, ...]
    seniority: Seniority
    place: Place
    levels: dict[str, int]


@dataclass(frozen=True, slots=True)
class SampleGoal:
    """A goal before skills have ids; `targets` are (label, level 1..4, weight), each above the own level."""

    statement: str
    targets: tuple[tuple[str, int, float], ...]
    due_on: date | None


@dataclass(frozen=True, slots=True)
class Profile:
    """A worker with everything else that the map may know of them; still without an id."""

    worker: Worker
    name: str
    languages: tuple[str, ...]
    mentoring: bool
    places: int
    weekly_minutes: int | None
    formats: tuple[str, ...]
    pace: str | None
    goals: tuple[SampleGoal, ...]
    patterns: tuple[Pattern, ...]


def split(text: str) -> tuple[str, ...]:
    """The parts of a table's cell: "Git; Pair programming" is two."""
    return tuple(" ".join(part.split()) for part in text.split(";") if part.strip())
