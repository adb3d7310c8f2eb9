"""GraphQL queries for the taxonomy: skills, clusters, and search over all labels."""

from typing import Annotated

import strawberry

from graphapi.errors import InvalidInput
from graphapi.graphql.context import Info
from graphapi.graphql.skill import (
    Cluster,
    ClusterConnection,
    Skill,
    SkillConnection,
    Tier,
    clusters_by_label,
    load_cluster,
    load_skill,
    skills_by_label,
    skills_by_relevance,
)
from graphapi.identity.viewer import Capability
from graphapi.wire.connection import DEFAULT_FIRST, After, First
from graphapi.wire.node import local_id
from graphapi.wire.price import price


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
            return await skills_by_relevance(info.context, search, first, after)
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
        return await clusters_by_label(info.context, tier, first, after)
