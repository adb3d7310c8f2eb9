"""Reading people: by id, page by page, and what they can."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from graphapi.errors import InvalidInput, NotFound
from graphapi.graphdb.database import Database, Transaction
from graphapi.people import further_ids_graph, graph
from graphapi.people.locking import person_not_found, skill_not_found
from graphapi.people.model import ClaimPlace, HeldSkill, NamePlace, PeopleFilter, PeoplePage, Person
from graphapi.people.units import BETWEEN, LONGEST_UNIT
from graphapi.policy.model import HIGHEST_LEVEL
from graphapi.taxonomy.other_ids import skill_meant
from graphapi.text import LONGEST_NAME, cleaned, fault_in, folded

MOST_AT_ONCE = 100
SKILLS_A_PERSON = 200
_FIRST_PLACE = NamePlace("", "")


async def people_by_id(database: Database, ids: Sequence[str]) -> dict[str, Person]:
    """The people with these ids, their own or further ones, under the ids that were asked for; others are left out."""

    async def work(tx: Transaction) -> dict[str, Person]:
        found = await people_in(tx, ids)
        if not (others := set(ids) - found.keys()):
            return found
        meant = await further_ids_graph.people_meant(tx, sorted(others))
        people = await people_in(tx, sorted(set(meant.values())))
        return found | {id_: people[person_id] for id_, person_id in meant.items()}

    return await database.read_singly("people/people_by_id", work)


async def people_in(tx: Transaction, ids: Sequence[str]) -> dict[str, Person]:
    """As people_by_id, inside a transaction."""
    return {person.id: person for person in await graph.people_by_id(tx, list(dict.fromkeys(ids)))}


async def person_in(tx: Transaction, person_id: str) -> Person:
    """The person. Raises NotFound."""
    found = await graph.people_by_id(tx, [person_id])
    if not found:
        raise person_not_found(person_id)
    return found[0]


async def skills_of(
    database: Database,
    person_ids: Sequence[str],
    *,
    limit: int = SKILLS_A_PERSON,
    after: ClaimPlace | None = None,
) -> dict[str, tuple[HeldSkill, ...]]:
    """For each of the people the next `limit` claims: highest level first, then by the skill's id."""
    held = await database.read("people/skills_of", lambda tx: graph.skills_of(tx, person_ids, after, limit))
    by_person: defaultdict[str, list[HeldSkill]] = defaultdict(list)
    for skill in held:
        by_person[skill.person_id].append(skill)
    return {person_id: tuple(by_person[person_id]) for person_id in person_ids}


async def claim_counts(database: Database, person_ids: Sequence[str]) -> dict[str, int]:
    """The number of skills that each of the people claims; unknown ids are left out."""
    return await database.read_singly("people/claim_counts", lambda tx: graph.claim_counts(tx, person_ids))


async def page_of_people(
    database: Database,
    wanted: PeopleFilter | None = None,
    *,
    first: int = 20,
    after: NamePlace | None = None,
) -> PeoplePage:
    """The next `first` (1..100) people after a place, by name without case and accents, then name, then id.

    Raises InvalidInput for a number or a text out of bounds, NotFound for a skill or a unit that does not exist.
    """
    asked = _checked(wanted or PeopleFilter())
    if not 1 <= first <= MOST_AT_ONCE:
        raise InvalidInput(f"first must be between 1 and {MOST_AT_ONCE}.", path=["first"])

    async def work(tx: Transaction) -> PeoplePage:
        skill_id = await _check_known(tx, asked)
        place = after or _FIRST_PLACE
        ids = (
            await graph.people_by_name(tx, asked, place, first + 1)
            if skill_id is None
            else await graph.holders_by_name(tx, skill_id, asked, place, first + 1)
        )
        page = ids[:first]
        people = await people_in(tx, page)
        return PeoplePage(
            tuple(people[person_id] for person_id in page if person_id in people), has_next=len(ids) > first
        )

    return await database.read("people/page_of_people", work)


def _checked(wanted: PeopleFilter) -> PeopleFilter:
    if not 0 <= wanted.minimum_level <= HIGHEST_LEVEL:
        raise InvalidInput(
            f"minimumLevel must be between 0 and 4; you sent {wanted.minimum_level}.", path=["minimumLevel"]
        )
    name, unit = checked_search(wanted.name, "name"), checked_search(wanted.unit, "unit")
    return replace(wanted, name=name and (folded(name) or None), unit=unit and (folded_unit(unit) or None))


def checked_search(text: str | None, field: str) -> str | None:
    """The text as it would be stored; an empty text is no filter. Raises InvalidInput."""
    if text is None:
        return None
    searched = cleaned(text)
    longest = LONGEST_NAME if field == "name" else LONGEST_UNIT
    if len(searched) > longest:
        raise InvalidInput(f"{field} must have at most {longest} characters.", path=[field])
    if searched and (fault := fault_in(searched)):
        raise InvalidInput(f"{field} {fault}.", path=[field])
    return searched or None


def folded_unit(text: str) -> str:
    """A name or a path, regardless of the spaces around its separators."""
    return BETWEEN.join(folded(name) for name in text.split(BETWEEN.strip()))


async def _check_known(tx: Transaction, wanted: PeopleFilter) -> str | None:
    """Returns the skill's own id; the given one may be a further id of it."""
    skill_id = None if wanted.skill_id is None else await skill_meant(tx, wanted.skill_id)
    if skill_id is not None and not await graph.is_skill(tx, skill_id):
        raise skill_not_found(skill_id)
    if wanted.unit is not None and not await graph.is_unit(tx, wanted.unit):
        raise NotFound(f"There is no unit with the name or path {wanted.unit!r}.", path=["unit"])
    return skill_id
