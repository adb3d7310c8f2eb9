"""GraphQL queries for the taxonomy: skills, clusters, and search over all labels."""

import asyncio
from typing import Annotated

import strawberry

from graphapi.errors import InvalidInput
from graphapi.graphql.context import Context, Info
from graphapi.graphql.skill import (
    Cluster,
    ClusterConnection,
    ClusterEdge,
    Skill,
    SkillConnection,
    SkillEdge,
    Tier,
    load_cluster,
    load_skill,
    skills_by_label,
)
from graphapi.identity.viewer import Capability
from graphapi.taxonomy.browsing import clusters_page
from graphapi.taxonomy.searching import search_skills
from graphapi.wire.connection import DEFAULT_FIRST, After, First, keyset
from graphapi.wire.node import local_id
from graphapi.wire.price import price

_FOUND_SKILLS = keyset("found skills", int, str, str)
_CLUSTERS = keyset("clusters", str, str)


@strawberry.type
class TaxonomyQuery:
    """Queries for skills and clusters."""

    @strawberry.field(description="The skill with this id, or null.")
    async def skill(
        self,
        info: Info,
        id: Annotated[strawberry.ID, strawberry.argument(description="Global or imported id of the skill.")],  # noqa: A002
    ) -> Skill | None:
        return await load_skill(info.context, local_id("Skill", id))

    @strawberry.field(
        description="Skills, ordered by label. With `search`: matching skills, most relevant first.",
        metadata=price(2),
    )
    async def skills(
        self,
        info: Info,
        search: Annotated[
            str | None,
            strawberry.argument(
                description="Text to match against skill names and aliases, at most 200 "
                "characters; tolerates typing errors."
            ),
        ] = None,
        cluster_id: Annotated[
            strawberry.ID | None,
            strawberry.argument(description="Only skills of this cluster. Cannot be combined with `search`."),
        ] = None,
        first: First = DEFAULT_FIRST,
        after: After = None,
    ) -> SkillConnection | None:
        info.context.viewer.require(Capability.READ_TAXONOMY)
        if search is not None and cluster_id is not None:
            raise InvalidInput("Give either search or clusterId, not both.", path=["search"])
        if search is not None:
            return await _skills_by_relevance(info.context, search, first, after)
        cluster = local_id("Cluster", cluster_id, path=["clusterId"]) if cluster_id is not None else None
        return await skills_by_label(info.context, cluster, first, after)

    @strawberry.field(description="The cluster with this id, or null.")
    async def cluster(
        self,
        info: Info,
        id: Annotated[strawberry.ID, strawberry.argument(description="Global or imported id of the cluster.")],  # noqa: A002
    ) -> Cluster | None:
        return await load_cluster(info.context, local_id("Cluster", id))

    @strawberry.field(description="Clusters, ordered by label.", metadata=price(2))
    async def clusters(
        self,
        info: Info,
        tier: Annotated[Tier | None, strawberry.argument(description="Only clusters of this tier.")] = None,
        first: First = DEFAULT_FIRST,
        after: After = None,
    ) -> ClusterConnection | None:
        info.context.viewer.require(Capability.READ_TAXONOMY)
        return await _clusters_by_label(info.context, tier, first, after)


async def _skills_by_relevance(
    context: Context, search: str, first: int | None, after: str | None
) -> SkillConnection:
    """A page of the skills that `search` may mean. Raises InvalidInput for wrong arguments."""
    asked = _FOUND_SKILLS.arguments(first, after)
    found = await search_skills(context.database, search)
    rest = [skill for skill in found if asked.after is None or skill.order > asked.after]
    page = rest[: asked.first]
    skills = await asyncio.gather(*(load_skill(context, skill.skill_id) for skill in page))
    edges = [
        SkillEdge(
            node=skill,
            cursor=_FOUND_SKILLS.encode(match.order),
            matched_label=match.matched,
            relevance=match.relevance / 1000,
        )
        for match, skill in zip(page, skills, strict=True)
        if skill is not None
    ]
    return SkillConnection.of(edges, has_next=len(rest) > asked.first, has_previous=after is not None)


async def _clusters_by_label(
    context: Context, tier: Tier | None, first: int | None, after: str | None
) -> ClusterConnection:
    """A page of clusters by label, of one tier when asked. Raises InvalidInput for wrong page arguments."""
    asked = _CLUSTERS.arguments(first, after)
    stored_tier = tier.name.lower() if tier else None
    keys, has_next = await clusters_page(context.database, stored_tier, asked.after, asked.first)
    found = await asyncio.gather(*(load_cluster(context, key.id) for key in keys))
    edges = [
        ClusterEdge(node=cluster, cursor=_CLUSTERS.encode((key.label, key.id)))
        for key, cluster in zip(keys, found, strict=True)
        if cluster is not None
    ]
    return ClusterConnection.of(edges, has_next=has_next, has_previous=after is not None)
