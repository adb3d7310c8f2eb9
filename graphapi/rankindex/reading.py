"""Reads the map from the graph: all of it once, and then what the change log says has changed."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass
from typing import TypeVar

from graphapi.graphdb.database import Database, Transaction
from graphapi.policy.model import Policy
from graphapi.policy.versions import active_policy
from graphapi.rankindex import graph
from graphapi.rankindex.assembling import NearParts, PeopleParts, assemble
from graphapi.rankindex.model import NearRow, PersonRow, Weights
from graphapi.rankindex.rankmap import RankMap

Value = TypeVar("Value")

_READ_SECONDS = 300.0
# A page costs 50 ms for the places of 14,000 skills.
_SKILLS_A_PAGE = 2_000
_PEOPLE_A_PAGE = 5_000


async def read_all(database: Database, progress: Callable[[int], None] = lambda people: None) -> RankMap:
    """The whole map, for which the change log's position is to be noted before.

    What changes while it is read may be there in part; the change log says what to read again.
    """
    ids = await _read(database, graph.skill_ids)
    places = {skill_id: place for place, skill_id in enumerate(ids)}

    async def near(tx: Transaction) -> NearParts:
        parts = NearParts(len(ids))
        for start in range(0, len(ids), _SKILLS_A_PAGE):
            for row in await graph.near_page(tx, ids[start : start + _SKILLS_A_PAGE], places):
                parts.take(row)
        return parts

    async def people(tx: Transaction) -> PeopleParts:
        parts, everybody = PeopleParts(), await graph.people_ids(tx)
        for start in range(0, len(everybody), _PEOPLE_A_PAGE):
            for row in await graph.people_page(tx, everybody[start : start + _PEOPLE_A_PAGE], places):
                parts.take(row)
            progress(len(parts.people.ids))
        return parts

    # The database works on the one while this process unpacks the other.
    try:
        async with asyncio.TaskGroup() as reading:
            near_read = reading.create_task(_read(database, near))
            people_read = reading.create_task(_read(database, people))
    except ExceptionGroup as group:
        raise group.exceptions[0] from group
    policy, weights = await _read(database, read_policy)
    return await asyncio.to_thread(assemble, ids, near_read.result(), people_read.result(), policy, weights)


async def _read(database: Database, work: Callable[[Transaction], Awaitable[Value]]) -> Value:
    return await database.read("rankindex/read_all", work, deadline_seconds=_READ_SECONDS)


async def read_policy(tx: Transaction) -> tuple[Policy, Weights]:
    """The policy in force with its weights."""
    policy = await active_policy(tx)
    return policy, await graph.weights(tx, policy.version)


@dataclass(frozen=True, slots=True)
class Fresh:
    """What the graph says now of some people and skills, and of the policy where it was asked for."""

    people: Sequence[PersonRow]
    gone_people: Collection[str]
    near: Sequence[NearRow]
    gone_skills: Collection[str]
    policy: tuple[Policy, Weights] | None

    def put_into(self, ranked: RankMap) -> None:
        """Makes the map say the same."""
        for person in self.people:
            ranked.put_person(person)
        for person_id in self.gone_people:
            ranked.remove_person(person_id)
        for near in self.near:
            ranked.put_near(near)
        for skill_id in self.gone_skills:
            ranked.remove_near(skill_id)
        if self.policy is not None:
            ranked.put_policy(*self.policy)


async def read_changed(
    tx: Transaction, people: Collection[str], skills: Collection[str], *, policy: bool
) -> Fresh:
    """Reads these people and skills, and the policy in force when it is asked for."""
    rows = await graph.people_by_id(tx, sorted(people)) if people else []
    near = await graph.near_of(tx, sorted(skills)) if skills else []
    return Fresh(
        rows,
        set(people) - {row.id for row in rows},
        near,
        set(skills) - {row.id for row in near},
        await read_policy(tx) if policy else None,
    )
