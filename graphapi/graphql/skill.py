"""Skills and clusters as GraphQL shows them, and how a request loads them."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from enum import Enum
from typing import TYPE_CHECKING, Annotated, TypeVar

import strawberry

from graphapi.graphdb.database import Database
from graphapi.graphql.context import Context, Info
from graphapi.identity.viewer import Capability
from graphapi.taxonomy.browsing import (
    ClusterRecord,
    SkillRecord,
    clusters_by_id,
    relations_by_skill,
    skills_by_id,
    skills_page,
)
from graphapi.wire.connection import DEFAULT_FIRST, After, Connection, Edge, First, Page, checked_first, keyset
from graphapi.wire.node import Node, encode_global_id
from graphapi.wire.pacing import PacedLoader
from graphapi.wire.price import price

if TYPE_CHECKING:
    from graphapi.graphql.holders import SkillHolderConnection


@strawberry.enum(description="The four tiers of skills.")
class Tier(Enum):
    TECHNICAL = strawberry.enum_value("technical", description="Tools and methods of a profession.")
    PEOPLE = strawberry.enum_value("people", description="Working with others.")
    LEADERSHIP = strawberry.enum_value("leadership", description="Leading people and organisations.")
    DOMAIN = strawberry.enum_value("domain", description="Knowledge of an industry or a sector.")


@strawberry.enum(description="How one skill relates to another.")
class RelationKind(Enum):
    BROADER = strawberry.enum_value("BROADER", description="The other skill is the broader one.")
    NARROWER = strawberry.enum_value("NARROWER", description="The other skill is the narrower one.")
    RELATED = strawberry.enum_value("RELATED", description="The skills are related; neither is broader.")


@strawberry.enum(description="Whether a skill is in use.")
class SkillStatus(Enum):
    ACTIVE = strawberry.enum_value("active", description="New claims and targets may use it.")
    RETIRED = strawberry.enum_value(
        "retired", description="No new claims or targets may use it; existing ones stay."
    )


@strawberry.enum(description="How close a skill is to a concept of another classification.")
class ExternalMatchKind(Enum):
    EXACT = strawberry.enum_value("exact", description="The same meaning.")
    CLOSE = strawberry.enum_value("close", description="Nearly the same meaning.")


@strawberry.type(description="The same or nearly the same concept in another classification, such as ESCO.")
class ExternalMatch:
    uri: str = strawberry.field(description="URI of the concept, which identifies it there.")
    scheme: str = strawberry.field(description="Name of the classification, such as ESCO.")
    label: str = strawberry.field(description="The concept's preferred label there.")
    kind: ExternalMatchKind = strawberry.field(description="How close the two meanings are.")


@strawberry.type(description="A relation to another skill.")
class RelatedSkill:
    other_id: strawberry.Private[str]
    kind: RelationKind = strawberry.field(description="How the other skill relates to this one.")
    strength: float = strawberry.field(
        description="Strength of the relation, from just above 0 (loose) to 1 (nearly the same)."
    )

    @strawberry.field(description="The other skill.")
    async def skill(self, info: Info) -> "Skill":
        found = await load_skill(info.context, self.other_id)
        assert found is not None
        return found


@strawberry.type(description="A competency: something that people can do, with all its names.")
class Skill(Node):
    record: strawberry.Private[SkillRecord]

    @strawberry.field(description="The id it was imported with. Every id argument accepts it as well.")
    def external_id(self) -> str:
        return self.record.id

    @strawberry.field(description="The preferred label.")
    def label(self) -> str:
        return self.record.label

    @strawberry.field(description="What somebody with this skill can do, in a sentence or two.")
    def definition(self) -> str | None:
        return self.record.definition

    @strawberry.field(description="The tier that the skill belongs to.")
    def tier(self) -> Tier | None:
        return tier_of(self.record.tier)

    @strawberry.field(description="Whether new claims and targets may use the skill.")
    def status(self) -> SkillStatus:
        return SkillStatus(self.record.status)

    @strawberry.field(description="Number of edits so far.")
    def revision(self) -> int:
        return self.record.revision

    @strawberry.field(description="Other names for the skill, at most 100.")
    def aliases(self) -> list[str]:
        return list(self.record.aliases)

    @strawberry.field(description="The skill's main cluster.", metadata=price(1))
    async def cluster(self, info: Info) -> "Cluster | None":
        return await load_cluster(info.context, self.record.cluster_id) if self.record.cluster_id else None

    @strawberry.field(description="Broader, narrower and related skills, strongest first.", metadata=price(2))
    async def relations(
        self,
        info: Info,
        first: First = DEFAULT_FIRST,
    ) -> list[RelatedSkill] | None:
        limit = checked_first(first)
        found = await _loader(info.context, relations_by_skill).load(self.record.id)
        return [
            RelatedSkill(other_id=other.other_id, kind=RelationKind(other.kind), strength=other.strength)
            for other in found[:limit]
        ]

    @strawberry.field(
        description="The people who hold the skill, highest level first, then by the person's id; people who have "
        "left are not shown.",
        metadata=price(2),
    )
    async def holders(
        self,
        info: Info,
        minimum_level: Annotated[int, strawberry.argument(description="The lowest level, 0 to 4.")] = 1,
        first: First = DEFAULT_FIRST,
        after: After = None,
    ) -> Annotated["SkillHolderConnection", strawberry.lazy("graphapi.graphql.holders")] | None:
        # Only here: people show their skills, so that module reads this one first.
        from graphapi.graphql.holders import holders_page  # noqa: PLC0415

        return await holders_page(info.context, self.record.id, minimum_level, first, after)

    @strawberry.field(description="Matching concepts in other classifications.")
    def matches(self) -> list[ExternalMatch]:
        return [
            ExternalMatch(
                uri=match.uri, scheme=match.scheme, label=match.label, kind=ExternalMatchKind(match.kind)
            )
            for match in self.record.matches
        ]


@strawberry.type(description="A group of related skills. Clusters can contain other clusters.")
class Cluster(Node):
    record: strawberry.Private[ClusterRecord]

    @strawberry.field(description="The id it was imported with. Every id argument accepts it as well.")
    def external_id(self) -> str:
        return self.record.id

    @strawberry.field(description="The cluster's name.")
    def label(self) -> str:
        return self.record.label

    @strawberry.field(description="The tier of its skills.")
    def tier(self) -> Tier | None:
        return tier_of(self.record.tier)

    @strawberry.field(description="What its skills have in common.")
    def definition(self) -> str | None:
        return self.record.definition

    @strawberry.field(
        description="What levels 0 to 4 look like for its skills, in this order; empty when not described."
    )
    def levels(self) -> list[str]:
        return list(self.record.levels)

    @strawberry.field(description="Number of edits so far.")
    def revision(self) -> int:
        return self.record.revision

    @strawberry.field(description="The cluster that contains this one.")
    async def parent(self, info: Info) -> "Cluster | None":
        return await load_cluster(info.context, self.record.parent_id) if self.record.parent_id else None

    @strawberry.field(description="The clusters that it contains, ordered by id.", metadata=price(1))
    async def children(
        self, info: Info, first: First = DEFAULT_FIRST, after: After = None
    ) -> "ClusterConnection | None":
        asked = _CHILDREN.arguments(first, after)
        rest = [child for child in self.record.child_ids if asked.after is None or child > asked.after[0]]
        page = Page.cut(rest, asked.first)
        found = await asyncio.gather(*(load_cluster(info.context, child) for child in page.items))
        edges = [
            ClusterEdge(node=child, cursor=_CHILDREN.encode((child.record.id,)))
            for child in found
            if child is not None
        ]
        return ClusterConnection.of(edges, has_next=page.has_next, has_previous=after is not None)

    @strawberry.field(description="Its skills, ordered by label.", metadata=price(2))
    async def skills(
        self,
        info: Info,
        first: First = DEFAULT_FIRST,
        after: After = None,
    ) -> "SkillConnection | None":
        return await skills_by_label(info.context, self.record.id, first, after)


@strawberry.type(description="A skill in a list.")
class SkillEdge(Edge[Skill]):
    matched_label: str | None = strawberry.field(
        default=None, description="In a search: the label that the text matched."
    )
    relevance: float | None = strawberry.field(
        default=None, description="In a search: relevance, 1 for an exact match, lower for weaker ones."
    )


@strawberry.type(description="A page of skills.")
class SkillConnection(Connection[SkillEdge]):
    pass


@strawberry.type(description="A cluster in a list.")
class ClusterEdge(Edge[Cluster]):
    pass


@strawberry.type(description="A page of clusters.")
class ClusterConnection(Connection[ClusterEdge]):
    pass


def tier_of(stored: str | None) -> Tier | None:
    """The tier by its stored name; an imported one that is not of the four reads as none."""
    return next((tier for tier in Tier if tier.name.lower() == stored), None)


async def load_skill(context: Context, skill_id: str) -> Skill | None:
    """The skill with that id, read together with the others that this request asks for."""
    context.viewer.require(Capability.READ_TAXONOMY)
    record = await _loader(context, skills_by_id).load(skill_id)
    return Skill(id=encode_global_id("Skill", record.id), record=record) if record else None


async def load_cluster(context: Context, cluster_id: str) -> Cluster | None:
    """The cluster with that id, read together with the others that this request asks for."""
    context.viewer.require(Capability.READ_TAXONOMY)
    record = await _loader(context, clusters_by_id).load(cluster_id)
    return Cluster(id=encode_global_id("Cluster", record.id), record=record) if record else None


_SKILLS = keyset("skills", str, str)
_CHILDREN = keyset("clusters in a cluster", str)

_Value = TypeVar("_Value")


def _loader(
    context: Context, read: Callable[[Database, Sequence[str]], Awaitable[list[_Value]]]
) -> PacedLoader[str, _Value]:
    async def load(keys: list[str]) -> list[_Value]:
        return await read(context.database, keys)

    return context.loader(read, load)


async def skills_by_label(
    context: Context, cluster_id: str | None, first: int | None, after: str | None
) -> SkillConnection:
    """Active skills by label, of one cluster when asked. Raises InvalidInput for wrong page arguments."""
    asked = _SKILLS.arguments(first, after)
    keys, has_next = await skills_page(context.database, cluster_id, asked.after, asked.first)
    found = await asyncio.gather(*(load_skill(context, key.id) for key in keys))
    edges = [
        SkillEdge(node=skill, cursor=_SKILLS.encode((key.label, key.id)))
        for key, skill in zip(keys, found, strict=True)
        if skill is not None
    ]
    return SkillConnection.of(edges, has_next=has_next, has_previous=after is not None)
