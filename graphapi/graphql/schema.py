"""The GraphQL schema of all rooms. `schema.graphql` is its committed text."""

from functools import lru_cache
from typing import Annotated

import strawberry

from graphapi.graphql.availability_edits import AvailabilityMutation
from graphapi.graphql.context import Info, nodes
from graphapi.graphql.goals import Goal, GoalsMutation, GoalsQuery
from graphapi.graphql.mentor_matches import MatchingQuery
from graphapi.graphql.people import PeopleMutation, PeopleQuery, Person
from graphapi.graphql.taxonomy import Cluster, Skill, TaxonomyQuery
from graphapi.wire.node import Node
from graphapi.wire.schema import Schema


@strawberry.type(description="Everything that can be queried.")
class Query(MatchingQuery, PeopleQuery, GoalsQuery, TaxonomyQuery):
    @strawberry.field(description="Any object by its global id, or null.")
    async def node(
        self,
        info: Info,
        id: Annotated[strawberry.ID, strawberry.argument(description="The global id.")],  # noqa: A002
    ) -> Node | None:
        return await nodes.find(info.context, id)


@strawberry.type(description="Everything that can be changed.")
class Mutation(GoalsMutation, PeopleMutation, AvailabilityMutation):
    pass


@lru_cache(maxsize=1)
def graphql_schema() -> Schema:
    """The schema of this service, built once."""
    return Schema(Query, Mutation, types=[Person, Goal, Skill, Cluster])
