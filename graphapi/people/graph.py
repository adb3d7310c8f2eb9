"""The people's query files as typed functions."""

from collections.abc import Sequence

from graphapi.graphdb.database import Transaction
from graphapi.graphdb.queries import statement
from graphapi.graphdb.rows import Nothing, row
from graphapi.people.model import ClaimPlace, HeldSkill, NamePlace, PeopleFilter, Person
from graphapi.people.units import BETWEEN
from graphapi.text import folded_name


@row
class Revision:
    """The revision of something that is now locked."""

    revision: int


@row
class SkillStanding:
    """Whether a skill is active or retired; it is now locked."""

    id: str
    status: str


@row
class PersonPlace:
    """An id of a person, in the order of names."""

    id: str


@row
class Known:
    """Whether something exists."""

    known: bool


@row
class Counted:
    """How many of something a person has."""

    id: str
    count: int


@row
class IdOutOfForm:
    """A stored id that would be refused today; kind: 'person', 'skill', 'goal' or 'cluster'."""

    kind: str
    id: str


@row
class StoredFold:
    """A text with the folded form that is stored for it; `key` identifies whose it is."""

    key: str
    text: str
    fold: str | None


_NAMES_PAGE = statement("people/names_page", StoredFold)
_UNIT_PATHS = statement("people/unit_paths", StoredFold)
_SAVE_FOLDED_NAMES = statement("people/save_folded_names", Nothing)
_SAVE_FOLDED_PATHS = statement("people/save_folded_paths", Nothing)
_LOCK_PERSON = statement("people/lock_person", Revision)
_LOCK_SKILLS = statement("people/lock_skills", SkillStanding)
_PEOPLE_BY_ID = statement("people/people_by_id", Person)
_PEOPLE_BY_NAME = statement("people/people_by_name", PersonPlace)
_HOLDERS_BY_NAME = statement("people/holders_by_name", PersonPlace)
_SKILLS_OF = statement("people/skills_of", HeldSkill)
_CLAIM_COUNTS = statement("people/claim_counts", Counted)
_HELD_SKILL = statement("people/held_skill", HeldSkill)
_SKILL_KNOWN = statement("people/skill_known", Known)
_HOLD_REPORTING = statement("people/hold_reporting", Nothing)
_REPORTS_TO = statement("people/reports_to", Known)
_UNIT_KNOWN = statement("people/unit_known", Known)
_IDS_OUT_OF_FORM = statement("people/ids_out_of_form", IdOutOfForm)


async def lock_person(tx: Transaction, person_id: str) -> int | None:
    """The revision of the person, who is locked until the transaction ends; None when nobody has that id."""
    found = await tx.one(_LOCK_PERSON, id=person_id)
    return found.revision if found else None


async def lock_skills(tx: Transaction, skill_ids: Sequence[str]) -> dict[str, str]:
    """The status of each of the skills, which are locked until the transaction ends; unknown ids are left out."""
    return {found.id: found.status for found in await tx.rows(_LOCK_SKILLS, ids=list(skill_ids))}


async def people_by_id(tx: Transaction, ids: Sequence[str]) -> list[Person]:
    """The people with these ids, in no particular order; unknown ids are left out."""
    return await tx.rows(_PEOPLE_BY_ID, ids=list(ids))


async def people_by_name(tx: Transaction, wanted: PeopleFilter, after: NamePlace, limit: int) -> list[str]:
    """Ids of people after the place, by name and id."""
    found = await tx.rows(
        _PEOPLE_BY_NAME,
        **_filters(wanted),
        **_place(after),
        limit=limit,
    )
    return [place.id for place in found]


async def holders_by_name(
    tx: Transaction, skill_id: str, wanted: PeopleFilter, after: NamePlace, limit: int
) -> list[str]:
    """Ids of people after the place, by name and id, who hold the skill at `wanted.minimum_level` or above."""
    found = await tx.rows(
        _HOLDERS_BY_NAME,
        skillId=skill_id,
        minimumLevel=wanted.minimum_level,
        **_filters(wanted),
        **_place(after),
        limit=limit,
    )
    return [place.id for place in found]


def _filters(wanted: PeopleFilter) -> dict[str, str | bool | None]:
    return {"search": wanted.name, "withFormer": wanted.with_former, **_unit(wanted.unit)}


def _unit(unit: str | None) -> dict[str, str | None]:
    return {"unit": unit, "partOfUnit": None if unit is None else f"{BETWEEN}{unit}"}


def _place(after: NamePlace) -> dict[str, str]:
    return {"afterFolded": folded_name(after.name), "afterName": after.name, "afterId": after.id}


async def skills_of(
    tx: Transaction, person_ids: Sequence[str], after: ClaimPlace | None, limit: int
) -> list[HeldSkill]:
    """The next `limit` claims of each person, highest level first."""
    level, id_ = (after.level, after.skill_id) if after else (None, None)
    return await tx.rows(_SKILLS_OF, personIds=list(person_ids), afterLevel=level, afterId=id_, limit=limit)


async def claim_counts(tx: Transaction, person_ids: Sequence[str]) -> dict[str, int]:
    """The number of claims of each person; unknown ids are left out."""
    return {found.id: found.count for found in await tx.rows(_CLAIM_COUNTS, personIds=list(person_ids))}


async def held_skill(tx: Transaction, person_id: str, skill_id: str) -> HeldSkill | None:
    """What the person claims of the skill."""
    return await tx.one(_HELD_SKILL, personId=person_id, skillId=skill_id)


async def is_skill(tx: Transaction, skill_id: str) -> bool:
    """Whether there is such a skill."""
    found = await tx.one(_SKILL_KNOWN, id=skill_id)
    return found is not None and found.known


async def is_unit(tx: Transaction, unit: str) -> bool:
    """Whether there is a unit with this folded path, or this end of it."""
    found = await tx.one(_UNIT_KNOWN, **_unit(unit))
    return found is not None and found.known


async def hold_reporting(tx: Transaction) -> None:
    """Keeps others from changing who reports to whom until the transaction ends."""
    await tx.run(_HOLD_REPORTING)


async def reports_to(tx: Transaction, person_id: str, above_id: str) -> bool:
    """Whether the person is the other one, or reports to them over any number of steps."""
    found = await tx.one(_REPORTS_TO, personId=person_id, aboveId=above_id)
    return found is not None and found.known


async def ids_out_of_form(tx: Transaction, mark: str, limit: int) -> list[IdOutOfForm]:
    """Ids that begin with the mark, or are not in composed form."""
    return await tx.rows(_IDS_OUT_OF_FORM, mark=mark, limit=limit)


async def names_page(tx: Transaction, after: str, limit: int) -> list[StoredFold]:
    """The next people by id, with their names."""
    return await tx.rows(_NAMES_PAGE, after=after, limit=limit)


async def unit_paths(tx: Transaction, after: str, limit: int) -> list[StoredFold]:
    """The next units by path."""
    return await tx.rows(_UNIT_PATHS, after=after, limit=limit)


async def save_folded_names(tx: Transaction, rows: list[dict[str, str]]) -> None:
    """Stores folded names; each row with key, text and fold."""
    await tx.run(_SAVE_FOLDED_NAMES, rows=rows)


async def save_folded_paths(tx: Transaction, rows: list[dict[str, str]]) -> None:
    """Stores folded paths; each row with key and fold."""
    await tx.run(_SAVE_FOLDED_PATHS, rows=rows)
