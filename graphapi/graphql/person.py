"""People as GraphQL shows them, and how a request loads them."""

import asyncio
from datetime import date
from typing import Annotated

import strawberry

from graphapi.attributes.model import MOST_ATTRIBUTES
from graphapi.engagements.blocking import MOST_BLOCKS, people_blocked_by
from graphapi.graphql.attribute import PersonAttribute, attributes_of
from graphapi.graphql.availability import Availability, load_availability
from graphapi.graphql.context import Context, Info
from graphapi.graphql.goal import GoalConnection, goals_page
from graphapi.graphql.skill import Skill, load_skill
from graphapi.identity.viewer import Capability
from graphapi.people import model
from graphapi.people.further_ids import MOST_FURTHER_IDS, further_ids_of
from graphapi.people.reading import claim_counts, people_by_id, skills_of
from graphapi.wire.connection import DEFAULT_FIRST, After, Connection, Edge, First, Page, keyset
from graphapi.wire.node import Node, encode_global_id
from graphapi.wire.price import price

# What belongs to a record is at hand when the record is.
_FREE = price(0)
_CLAIMS = keyset("skills of a person", int, str)


@strawberry.type(description="A skill that a person holds, and at what level.")
class HeldSkill:
    record: strawberry.Private[model.HeldSkill]

    @strawberry.field(description="The person who holds it.")
    async def person(self, info: Info) -> "Person":
        found = await load_person(info.context, self.record.person_id)
        assert found is not None  # A claim is a relationship, so its person is there.
        return found

    @strawberry.field(description="The skill.")
    async def skill(self, info: Info) -> Skill:
        found = await load_skill(info.context, self.record.skill_id)
        assert found is not None  # A claim is a relationship, so its skill is there.
        return found

    @strawberry.field(
        description="From 0 (none) to 4. The skill's cluster describes each level.",
        metadata=_FREE,
    )
    def level(self) -> int:
        return self.record.level

    @strawberry.field(description="The date on which the person last used the skill, if known.", metadata=_FREE)
    def last_used_on(self) -> date | None:
        return self.record.last_used_on

    @strawberry.field(
        description="The day on which the claim came into the map; null for claims of before that was recorded.",
        metadata=_FREE,
    )
    def claimed_on(self) -> date | None:
        return self.record.claimed_on

    @strawberry.field(
        description="The day on which the claim was last changed; null while it is as it was first made.",
        metadata=_FREE,
    )
    def changed_on(self) -> date | None:
        return self.record.changed_on

    @strawberry.field(
        description="Number of edits to this claim so far; send it as `expectedRevision` with the next one.",
        metadata=_FREE,
    )
    def revision(self) -> int:
        return self.record.revision


@strawberry.type(description="A skill in the list of those that a person holds.")
class HeldSkillEdge(Edge[HeldSkill]):
    pass


@strawberry.type(description="A page of the skills that a person holds.")
class HeldSkillConnection(Connection[HeldSkillEdge]):
    person_id: strawberry.Private[str] = ""

    @strawberry.field(description="The number of skills on all pages.", metadata=price(1))
    async def total_count(self, info: Info) -> int:
        context = info.context

        async def load(ids: list[str]) -> list[int]:
            found = await claim_counts(context.database, ids)
            return [found.get(id_, 0) for id_ in ids]

        return await context.loader(claim_counts, load).load(self.person_id)


@strawberry.type(description="A person in the organisation, who learns, mentors, or both.")
class Person(Node):
    record: strawberry.Private[model.Person]

    @strawberry.field(
        description="The id they were imported with. Every id argument accepts it as well.", metadata=_FREE
    )
    def external_id(self) -> str:
        return self.record.id

    @strawberry.field(
        description="Further ids that lead to them, such as the one in a system to which the organisation has moved. "
        "Every id argument and every import accepts them as well.",
        metadata=price(1, items=MOST_FURTHER_IDS),
    )
    async def further_ids(self, info: Info) -> list[str]:
        context = info.context

        async def load(ids: list[str]) -> list[tuple[str, ...]]:
            found = await further_ids_of(context.database, ids)
            return [found[id_] for id_ in ids]

        return list(await context.loader(further_ids_of, load).load(self.record.id))

    @strawberry.field(description="Their name.", metadata=_FREE)
    def name(self) -> str:
        return self.record.name

    @strawberry.field(
        description="Their organisational unit, as names from the outermost to the innermost. The whole path "
        "identifies the unit.",
        metadata=_FREE,
    )
    def unit(self) -> list[str]:
        return list(self.record.unit)

    @strawberry.field(description="Their function, such as 'Data Engineer'.", metadata=_FREE)
    def function(self) -> str | None:
        return self.record.function

    @strawberry.field(
        description="What is said of them in the organisation's own columns, ordered by name.",
        metadata=price(0, items=MOST_ATTRIBUTES),
    )
    def attributes(self) -> list[PersonAttribute]:
        return attributes_of(self.record.attributes)

    @strawberry.field(description="The person they report to.")
    async def manager(self, info: Info) -> "Person | None":
        return await load_person(info.context, self.record.manager_id) if self.record.manager_id else None

    @strawberry.field(
        description="IANA time zone where they usually are, such as 'Europe/Lisbon'.", metadata=_FREE
    )
    def time_zone(self) -> str | None:
        return self.record.time_zone

    @strawberry.field(
        description="Languages they can meet in, as tags such as 'en' or 'pt-BR'; empty for any.", metadata=_FREE
    )
    def languages(self) -> list[str]:
        return list(self.record.languages)

    @strawberry.field(
        description="Formats they meet in, such as 'video' or 'asynchronous'; empty for any.", metadata=_FREE
    )
    def formats(self) -> list[str]:
        return list(self.record.formats)

    @strawberry.field(description="The pace that suits them, in their own words.", metadata=_FREE)
    def pace(self) -> str | None:
        return self.record.pace

    @strawberry.field(description="Whether they mentor others.", metadata=_FREE)
    def mentoring(self) -> bool:
        return self.record.mentoring

    @strawberry.field(description="How many people they can mentor at the same time.", metadata=_FREE)
    def places(self) -> int:
        return self.record.places

    @strawberry.field(description="How many of their places are taken.", metadata=_FREE)
    def places_taken(self) -> int:
        return self.record.places_taken

    @strawberry.field(
        description="Most minutes a week that they spend as a mentor; null for no limit. Rankings leave out "
        "mentors who offer less than the requested minutes.",
        metadata=_FREE,
    )
    def weekly_minutes(self) -> int | None:
        return self.record.weekly_minutes

    @strawberry.field(
        description="The day on which they left the organisation; null for people who are in it.", metadata=_FREE
    )
    def left_on(self) -> date | None:
        return self.record.left_on

    @strawberry.field(
        description=f"People with whom they are never matched, because they want it so; {MOST_BLOCKS} at most, "
        "ordered by id. Sensitive: needs the capability to see blocks.",
        metadata=price(2),
    )
    async def blocks(self, info: Info) -> "list[Person] | None":
        info.context.viewer.require(Capability.EDIT_BLOCKS)
        ids = await people_blocked_by(info.context.database, self.record.id)
        found = await asyncio.gather(*(load_person(info.context, id_) for id_ in ids))
        return [person for person in found if person is not None]

    @strawberry.field(
        description="Number of edits to mentoring terms and availability so far; send it as `expectedRevision` "
        "with the next one.",
        metadata=_FREE,
    )
    def revision(self) -> int:
        return self.record.revision

    @strawberry.field(
        description="The skills they hold, highest level first, then by the skill's id.", metadata=price(2)
    )
    async def skills(
        self, info: Info, first: First = DEFAULT_FIRST, after: After = None
    ) -> HeldSkillConnection | None:
        return await _claims_page(info.context, self.record.id, first, after)

    @strawberry.field(description="Their goals: active ones first, then by target date.", metadata=price(2))
    async def goals(
        self,
        info: Info,
        closed: Annotated[bool, strawberry.argument(description="Include closed goals.")] = False,
        first: First = DEFAULT_FIRST,
        after: After = None,
    ) -> GoalConnection | None:
        return await goals_page(info.context, self.record.id, closed_too=closed, first=first, after=after)

    @strawberry.field(description="Their availability, as they entered it.", metadata=price(2))
    async def availability(self, info: Info) -> Availability | None:
        return await load_availability(info.context, self.record.id)


@strawberry.type(description="A person in a list.")
class PersonEdge(Edge[Person]):
    pass


@strawberry.type(description="A page of people.")
class PersonConnection(Connection[PersonEdge]):
    pass


def person_of(record: model.Person) -> Person:
    """The person as GraphQL shows them."""
    return Person(id=encode_global_id("Person", record.id), record=record)


async def load_person(context: Context, person_id: str) -> Person | None:
    """The person with that id, read together with the others that this request asks for."""
    context.viewer.require(Capability.READ_PEOPLE)

    async def load(ids: list[str]) -> list[model.Person | None]:
        found = await people_by_id(context.database, ids)
        return [found.get(id_) for id_ in ids]

    record = await context.loader(people_by_id, load).load(person_id)
    return person_of(record) if record else None


async def _claims_page(
    context: Context, person_id: str, first: int | None, after: str | None
) -> HeldSkillConnection:
    context.viewer.require(Capability.READ_PEOPLE)
    asked = _CLAIMS.arguments(first, after)
    place = model.ClaimPlace(*asked.after) if asked.after else None

    async def load(ids: list[str]) -> list[tuple[model.HeldSkill, ...]]:
        found = await skills_of(context.database, ids, limit=asked.first + 1, after=place)
        return [found[id_] for id_ in ids]

    key = (skills_of, asked.first, place)
    page = Page.cut(await context.loader(key, load).load(person_id), asked.first)
    edges = [
        HeldSkillEdge(node=HeldSkill(record=claim), cursor=_CLAIMS.encode((claim.level, claim.skill_id)))
        for claim in page.items
    ]
    connection = HeldSkillConnection.of(edges, has_next=page.has_next, has_previous=after is not None)
    connection.person_id = person_id
    return connection
