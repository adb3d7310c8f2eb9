"""What is in the map already, as far as the rows of files are checked against it."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from graphapi.attributes.declaring import declared
from graphapi.attributes.model import Attribute
from graphapi.graphdb.database import Database, Transaction
from graphapi.importing import graph
from graphapi.importing.batches import batched
from graphapi.importing.graph import AsOf, ClusterBrief, SkillBrief, StoredGoal, StoredMatch
from graphapi.taxonomy.relations import KnownRelation, known_relations

READ_SECONDS = 600.0
_IDS_A_STATEMENT = 5_000


@dataclass(slots=True)
class KnownMap:
    """What the map holds. people: id to time zone. further_ids: from each to the person.

    managers: from each to the one above, of those who were asked for (`know_managers`). units: by path.
    places_taken: if any. places: how many mentees each person takes. left: ids of those who have left. marks: what
    imports remember. as_of: which edits there had been. with_relations: whether relations were read.
    """

    people: dict[str, str | None] = field(default_factory=dict[str, str | None])
    further_ids: dict[str, str] = field(default_factory=dict[str, str])
    managers: dict[str, str] = field(default_factory=dict[str, str])
    places: dict[str, int] = field(default_factory=dict[str, int])
    places_taken: dict[str, int] = field(default_factory=dict[str, int])
    left: set[str] = field(default_factory=set[str])
    marks: dict[str, str] = field(default_factory=dict[str, str])
    units: set[str] = field(default_factory=set[str])
    clusters: list[ClusterBrief] = field(default_factory=list[ClusterBrief])
    skills: list[SkillBrief] = field(default_factory=list[SkillBrief])
    relations: list[KnownRelation] = field(default_factory=list[KnownRelation])
    attributes: list[Attribute] = field(default_factory=list[Attribute])
    as_of: AsOf | None = None
    with_relations: bool = False

    @property
    def other_ids(self) -> dict[str, str]:
        """From each further id of a skill to the skill; an id that several match leads to the first of them."""
        ids = {skill.id for skill in self.skills}
        return {
            other_id: skill.id
            for skill in reversed(self.skills)
            for other_id in skill.other_ids
            if other_id not in ids
        }


async def known_map(tx: Transaction, *, with_relations: bool, before: KnownMap | None = None) -> KnownMap:
    """Reads it; people and skills come page by page. Relations are many, and only rows of relations look at them.

    before: one that was read already, which is taken if nobody has changed anything since.
    """
    as_of = await graph.as_of(tx)
    if before is not None and before.as_of == as_of and before.with_relations >= with_relations:
        return before
    people = await graph.all_people(tx)
    return KnownMap(
        people={person.id: person.time_zone for person in people},
        further_ids=await graph.further_ids(tx),
        places={person.id: person.places for person in people},
        marks={person.id: person.mark for person in people if person.mark},
        left={person.id for person in people if person.has_left},
        places_taken={person.id: person.places_taken for person in people if person.places_taken},
        units=await graph.units(tx),
        clusters=await graph.clusters(tx),
        skills=await graph.all_skills(tx),
        relations=await known_relations(tx) if with_relations else [],
        attributes=await declared(tx),
        as_of=as_of,
        with_relations=with_relations,
    )


async def know_managers(tx: Transaction, known: KnownMap, ids: Iterable[str]) -> None:
    """Adds who is above these people, up to the top."""
    wanted = known.people.keys() & set(ids)
    while wanted:
        above: set[str] = set()
        for some in batched(sorted(wanted), _IDS_A_STATEMENT):
            found = await graph.managers_of(tx, some)
            known.managers |= found
            above.update(found.values())
        # Each round goes one step up; in a circle everybody has been met after one time round.
        wanted = above - known.managers.keys()


async def read_managers(database: Database, known: KnownMap, ids: Iterable[str]) -> None:
    """The same in a transaction of its own."""
    await database.read(
        "importing/managers", lambda tx: know_managers(tx, known, ids), deadline_seconds=READ_SECONDS
    )


async def read_known_map(database: Database, *, with_relations: bool) -> KnownMap:
    """The same in a transaction of its own."""
    return await database.read(
        "importing/known_map",
        lambda tx: known_map(tx, with_relations=with_relations),
        deadline_seconds=READ_SECONDS,
    )


async def read_stored_goals(database: Database, ids: list[str]) -> dict[str, StoredGoal]:
    """The goals with these ids as stored."""

    async def work(tx: Transaction) -> dict[str, StoredGoal]:
        return {
            goal.id: goal
            for start in range(0, len(ids), _IDS_A_STATEMENT)
            for goal in await graph.goals_by_id(tx, ids[start : start + _IDS_A_STATEMENT])
        }

    return await database.read("importing/goals", work, deadline_seconds=READ_SECONDS)


async def read_stored_matches(database: Database, ids: list[str], mentee_ids: list[str]) -> dict[str, StoredMatch]:
    """The matches with these ids and all of these mentees, by id."""

    async def work(tx: Transaction) -> dict[str, StoredMatch]:
        return await stored_matches(tx, ids, mentee_ids)

    return await database.read("importing/matches", work, deadline_seconds=READ_SECONDS)


async def stored_matches(tx: Transaction, ids: list[str], mentee_ids: list[str]) -> dict[str, StoredMatch]:
    """The same in a transaction that is under way."""
    found: dict[str, StoredMatch] = {}
    for some in batched(ids, _IDS_A_STATEMENT):
        found |= {match.id: match for match in await graph.matches_of(tx, some, [])}
    for some in batched(mentee_ids, _IDS_A_STATEMENT):
        found |= {match.id: match for match in await graph.matches_of(tx, [], some)}
    return found


async def read_claims_of_skills(database: Database, skill_ids: list[str]) -> set[tuple[str, str]]:
    """(person id, skill id) of every stored claim of these skills."""
    return await database.read(
        "importing/claims_of_skills",
        lambda tx: graph.claims_of_skills(tx, skill_ids),
        deadline_seconds=READ_SECONDS,
    )
