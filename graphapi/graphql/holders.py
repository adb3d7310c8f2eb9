"""The people who hold a skill, page by page."""

import strawberry

from graphapi.graphql.context import Context, Info
from graphapi.graphql.person import HeldSkill
from graphapi.identity.viewer import Capability
from graphapi.people import model
from graphapi.people.organisation import claims_on, holder_counts
from graphapi.wire.connection import Connection, Edge, Page, keyset
from graphapi.wire.price import price

_HOLDERS = keyset("holders of a skill", int, str)


@strawberry.type(description="A person who holds the skill, in the list of those who do.")
class SkillHolderEdge(Edge[HeldSkill]):
    pass


@strawberry.type(description="A page of the people who hold a skill.")
class SkillHolderConnection(Connection[SkillHolderEdge]):
    skill_id: strawberry.Private[str] = ""
    minimum_level: strawberry.Private[int] = 1

    @strawberry.field(description="The number of holders on all pages.", metadata=price(2))
    async def total_count(self, info: Info) -> int:
        context, level = info.context, self.minimum_level

        async def load(ids: list[str]) -> list[int]:
            found = await holder_counts(context.database, ids, level)
            return [found.get(id_, 0) for id_ in ids]

        return await context.loader((holder_counts, level), load).load(self.skill_id)


async def holders_page(
    context: Context, skill_id: str, minimum_level: int, first: int | None, after: str | None
) -> SkillHolderConnection:
    """A page of the people who hold a skill. Raises InvalidInput for wrong page arguments and a level out of bounds."""
    context.viewer.require(Capability.READ_PEOPLE)
    asked = _HOLDERS.arguments(first, after)
    place = model.HolderPlace(*asked.after) if asked.after else None

    async def load(ids: list[str]) -> list[tuple[model.HeldSkill, ...]]:
        found = await claims_on(context.database, ids, minimum_level, limit=asked.first + 1, after=place)
        return [found[id_] for id_ in ids]

    key = (claims_on, minimum_level, asked.first, place)
    page = Page.cut(await context.loader(key, load).load(skill_id), asked.first)
    edges = [
        SkillHolderEdge(node=HeldSkill(record=claim), cursor=_HOLDERS.encode((claim.level, claim.person_id)))
        for claim in page.items
    ]
    connection = SkillHolderConnection.of(edges, has_next=page.has_next, has_previous=after is not None)
    connection.skill_id, connection.minimum_level = skill_id, minimum_level
    return connection
