"""What an import reads from the graph, as typed functions."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from graphapi.graphdb.database import Transaction
from graphapi.graphdb.queries import statement
from graphapi.graphdb.rows import row

_PEOPLE_A_PAGE = 20_000
_SKILLS_A_PAGE = 5_000


class PersonBrief(NamedTuple):
    """A person with what the rows of others may depend on."""

    id: str
    time_zone: str | None
    places: int
    places_taken: int
    has_left: bool
    mark: str


@row
class PackedPeople:
    """Some people: lists with an entry for each, an empty text for nothing."""

    ids: list[str]
    time_zones: list[str]
    places: list[int]
    places_taken: list[int]
    have_left: list[bool]
    marks: list[str]


@row
class Reporting:
    """A person reports to another one."""

    id: str
    manager_id: str


@row
class PackedIds:
    """Further ids of people, each with the own id of the person to whom it leads."""

    ids: list[str]
    person_ids: list[str]


@row
class UnitRecord:
    """A unit by its path."""

    path: str


@row
class Named:
    """Something known by its name."""

    name: str


@row
class ClusterBrief:
    """A cluster's id and label."""

    id: str
    label: str


class SkillBrief(NamedTuple):
    """A skill with its labels, each (text, language, kind, source or nothing), and ids that mean the same."""

    id: str
    label: str
    retired: bool
    labels: tuple[tuple[str, str, str, str], ...]
    other_ids: tuple[str, ...]


@row
class PackedSkills:
    """Some skills, each with the fields of SkillBrief."""

    skills: list[tuple[str, str, bool, tuple[tuple[str, str, str, str], ...], tuple[str, ...]]]


@row
class StoredGoal:
    """A goal; targets are (skill id, level, weight)."""

    id: str
    person_id: str
    statement: str | None
    due_on: date | None
    status: str
    outcome: str | None
    stated_on: date | None
    closed_on: date | None
    revision: int
    targets: tuple[tuple[str, int, float], ...]


@row
class StoredPerson:
    """A person; unit is the path of theirs."""

    id: str
    name: str
    unit: str | None
    function: str | None
    manager_id: str | None
    time_zone: str | None
    languages: tuple[str, ...]
    mentoring: bool
    places: int
    weekly_minutes: int | None
    formats: tuple[str, ...]
    pace: str | None
    places_taken: int
    left_on: date | None
    attributes: tuple[str, ...]
    revision: int


@row
class StoredClaims:
    """Parallel lists, one entry a claim; last_used holds ISO dates, empty where nothing was said."""

    person_id: str
    skill_ids: list[str]
    levels: list[int]
    last_used: list[str]
    revisions: list[int]


@row
class Claimed:
    """A person claims a skill."""

    person_id: str
    skill_id: str


@row
class StoredTime:
    """What a person said of their time.

    Patterns: (id, weekday, starts, ends, time zone, valid from, valid until, format); leaves: (id, first day, last day,
    time zone).
    """

    person_id: str
    revision: int
    patterns: tuple[tuple[str, int, int, int, str, date | None, date | None, str | None], ...]
    leaves: tuple[tuple[str, date, date, str], ...]


@row
class StoredMatch:
    """A match of a mentor and a mentee; status: active or ended."""

    id: str
    mentor_id: str
    mentee_id: str
    status: str
    started_on: date | None
    ended_on: date | None


@row
class AsOf:
    """How many edits there are, and the id of the newest."""

    edits: int
    newest: str


@row
class ImportCount:
    """How many imports there were."""

    imports: int


_PEOPLE_PAGE = statement("importing/people_page", PackedPeople)
_MANAGERS_ABOVE = statement("importing/managers_of", Reporting)
_FURTHER_IDS = statement("importing/further_ids", PackedIds)
_UNITS = statement("importing/units", UnitRecord)
_FUNCTIONS = statement("importing/functions", Named)
_CLUSTERS = statement("importing/clusters", ClusterBrief)
_SKILLS_PAGE = statement("importing/skills_page", PackedSkills)
_GOALS_BY_ID = statement("importing/goals_by_id", StoredGoal)
_PEOPLE_BY_ID = statement("importing/people_by_id", StoredPerson)
_CLAIMS_OF = statement("importing/claims_of", StoredClaims)
_CLAIMS_OF_SKILLS = statement("importing/claims_of_skills", Claimed)
_TIME_OF = statement("importing/time_of", StoredTime)
_MATCHES_OF = statement("importing/matches_of", StoredMatch)
_AS_OF = statement("importing/as_of", AsOf)
_IMPORTS_SO_FAR = statement("importing/imports_so_far", ImportCount)


async def all_people(tx: Transaction) -> list[PersonBrief]:
    """Everybody, in the order of ids."""
    found: list[PersonBrief] = []
    while True:
        page = await tx.one(_PEOPLE_PAGE, after=found[-1].id if found else "", limit=_PEOPLE_A_PAGE)
        if page is None or not page.ids:
            return found
        found.extend(
            PersonBrief(id_, zone or None, places, taken, has_left, mark)
            for id_, zone, places, taken, has_left, mark in zip(
                page.ids,
                page.time_zones,
                page.places,
                page.places_taken,
                page.have_left,
                page.marks,
                strict=True,
            )
        )


async def managers_of(tx: Transaction, ids: Sequence[str]) -> dict[str, str]:
    """From each of these people to the one above."""
    return {found.id: found.manager_id for found in await tx.rows(_MANAGERS_ABOVE, ids=list(ids))}


async def further_ids(tx: Transaction) -> dict[str, str]:
    """From every further id to the person to whom it leads."""
    found = await tx.one(_FURTHER_IDS)
    return dict(zip(found.ids, found.person_ids, strict=True)) if found else {}


async def units(tx: Transaction) -> set[str]:
    """The paths of all units."""
    return {unit.path for unit in await tx.rows(_UNITS)}


async def functions(tx: Transaction) -> set[str]:
    """The names of all functions."""
    return {function.name for function in await tx.rows(_FUNCTIONS)}


async def clusters(tx: Transaction) -> list[ClusterBrief]:
    """Every cluster, in the order of ids."""
    return await tx.rows(_CLUSTERS)


async def all_skills(tx: Transaction) -> list[SkillBrief]:
    """Every skill with all labels, in the order of ids."""
    found: list[SkillBrief] = []
    while True:
        rows = await tx.rows(_SKILLS_PAGE, after=found[-1].id if found else "", limit=_SKILLS_A_PAGE)
        page = [SkillBrief(*skill) for row in rows for skill in row.skills]
        if not page:
            return found
        found.extend(page)


async def goals_by_id(tx: Transaction, ids: Sequence[str]) -> list[StoredGoal]:
    """The goals with these ids; unknown ids are left out."""
    return await tx.rows(_GOALS_BY_ID, ids=list(ids))


async def people_by_id(tx: Transaction, ids: Sequence[str]) -> list[StoredPerson]:
    """The people with these ids; unknown ids are left out."""
    return await tx.rows(_PEOPLE_BY_ID, ids=list(ids))


async def claims_of(tx: Transaction, person_ids: Sequence[str]) -> list[StoredClaims]:
    """What these people claim; those without a claim are left out."""
    return await tx.rows(_CLAIMS_OF, personIds=list(person_ids))


async def claims_of_skills(tx: Transaction, skill_ids: Sequence[str]) -> set[tuple[str, str]]:
    """(person id, skill id) of every claim of these skills."""
    return {
        (found.person_id, found.skill_id) for found in await tx.rows(_CLAIMS_OF_SKILLS, skillIds=list(skill_ids))
    }


async def time_of(tx: Transaction, person_ids: Sequence[str]) -> list[StoredTime]:
    """The patterns and leaves of these people; unknown ids are left out."""
    return await tx.rows(_TIME_OF, personIds=list(person_ids))


async def matches_of(tx: Transaction, ids: Sequence[str], mentee_ids: Sequence[str]) -> list[StoredMatch]:
    """The matches with these ids, and all of these mentees; unknown ids are left out."""
    return await tx.rows(_MATCHES_OF, ids=list(ids), menteeIds=list(mentee_ids))


async def as_of(tx: Transaction) -> AsOf | None:
    """Which edits there have been: while this is the same, nobody has changed anything."""
    return await tx.one(_AS_OF)


async def imports_so_far(tx: Transaction) -> int:
    """How many imports have changed the map."""
    found = await tx.one(_IMPORTS_SO_FAR)
    return found.imports if found else 0
