"""People and what they can, as values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from graphapi.graphdb.rows import row


@row
class Person:
    """A person of the map.

    unit: names from the outermost unit to the one they work in, empty when unknown. places: how many mentees
    they take at once, places_taken: active matches. weekly_minutes: the most they give to mentoring, None for no limit.
    left_on: when they left the organisation, None for people who are in it. attributes: see graphapi.attributes.
    """

    id: str
    name: str
    unit: tuple[str, ...]
    function: str | None
    manager_id: str | None
    time_zone: str | None
    languages: tuple[str, ...]
    formats: tuple[str, ...]
    pace: str | None
    mentoring: bool
    places: int
    places_taken: int
    weekly_minutes: int | None
    left_on: date | None
    attributes: tuple[str, ...]
    revision: int


@row
class HeldSkill:
    """A skill that a person claims at a level 0..4, where 0 means none. `revision` counts edits of the claim.

    claimed_on, changed_on: the days on which it was first made and last changed, None when that is not known.
    """

    person_id: str
    skill_id: str
    level: int
    last_used_on: date | None
    revision: int
    claimed_on: date | None = None
    changed_on: date | None = None


@row
class Unit:
    """A unit by its path, and how many people work in it directly."""

    path: str
    people: int


@row
class Function:
    """A function, and how many people have it."""

    name: str
    people: int


@dataclass(frozen=True, slots=True)
class PersonChange:
    """Somebody to create or change. revision: the one that was seen, 0 for a new person.

    properties: what changes, by the names in the graph; None clears. links: the relationships that are redrawn, by kind
    (WORKS_IN, HAS_FUNCTION, REPORTS_TO), to a unit's path, a function's name and a manager's id; None draws none.
    """

    id: str
    revision: int
    properties: Mapping[str, Any]
    links: Mapping[str, str | None] = field(default_factory=dict[str, str | None])


@dataclass(frozen=True, slots=True)
class ClaimsChange:
    """What changes about a person's claims, by skill.

    created: level and day of last use. changed: these and the revision that was seen. is_new: the person has no claims
    yet, which need not be looked for then.
    """

    person_id: str
    created: Mapping[str, tuple[int, date | None]] = field(default_factory=dict[str, tuple[int, "date | None"]])
    changed: Mapping[str, tuple[int, date | None, int]] = field(
        default_factory=dict[str, tuple[int, "date | None", int]]
    )
    removed: Sequence[str] = ()
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class ClaimPlace:
    """A claim's place among those of its person: highest level first, then by the skill's id."""

    level: int
    skill_id: str


@dataclass(frozen=True, slots=True)
class HolderPlace:
    """A claim's place among those of its skill: highest level first, then by the person's id."""

    level: int
    person_id: str


@dataclass(frozen=True, slots=True)
class PeopleFilter:
    """Which people; everything given must hold.

    name: part of the name, ignoring case and accents. unit: the name of a unit, or the end of its path such as "EMEA "
        "> Support", ignoring case and accents; includes its subunits and matches every unit with that name.
        skill_id and minimum_level (0..4): people who hold the skill at this level or above.
    with_former: also those who have left.
    """

    name: str | None = None
    unit: str | None = None
    skill_id: str | None = None
    minimum_level: int = 1
    with_former: bool = False


@dataclass(frozen=True, slots=True)
class NamePlace:
    """A person's place in the order of people: by name without case and accents, then name, then id."""

    name: str
    id: str


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """Some people in order, and whether more follow."""

    people: tuple[Person, ...]
    has_next: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark to store. before: the one that must still be there, an empty text for none; None: whichever."""

    person_id: str
    mark: str
    before: str | None = None
