"""The GraphQL schema of all rooms. `schema.graphql` is its committed text."""

from typing import Annotated, Final

import strawberry

from graphapi.graphql.attribute import AttributeQuery
from graphapi.graphql.availability_edits import AvailabilityMutation
from graphapi.graphql.context import Context, Info
from graphapi.graphql.goal import Goal, load_goal
from graphapi.graphql.goals import GoalsMutation, GoalsQuery
from graphapi.graphql.mentor_matches import MatchingQuery
from graphapi.graphql.organisation import OrganisationQuery
from graphapi.graphql.people import PeopleMutation, PeopleQuery
from graphapi.graphql.person import Person, load_person
from graphapi.graphql.person_edits import PersonMutation
from graphapi.graphql.person_ids import PersonIdMutation
from graphapi.graphql.skill import Cluster, Skill, load_cluster, load_skill
from graphapi.graphql.taxonomy import TaxonomyQuery
from graphapi.wire.node import Node, NodeLoader, find_node
from graphapi.wire.schema import Schema

# How `node` loads an object of each type by its own id.
_LOADERS: Final[dict[str, NodeLoader[Context]]] = {
    "Person": load_person,
    "Goal": load_goal,
    "Skill": load_skill,
    "Cluster": load_cluster,
}


@strawberry.type(description="Everything that can be queried.")
class Query(MatchingQuery, PeopleQuery, OrganisationQuery, AttributeQuery, GoalsQuery, TaxonomyQuery):
    @strawberry.field(description="Any object by its global id, or null.")
    async def node(
        self,
        info: Info,
        id: Annotated[strawberry.ID, strawberry.argument(description="The global id.")],  # noqa: A002
    ) -> Node | None:
        return await find_node(_LOADERS, info.context, id)


@strawberry.type(description="Everything that can be changed.")
class Mutation(GoalsMutation, PeopleMutation, PersonMutation, PersonIdMutation, AvailabilityMutation):
    pass


def graphql_schema() -> Schema:
    """Builds the schema of this service; a process needs it once."""
    return Schema(Query, Mutation, types=[Person, Goal, Skill, Cluster])
