"""Asks a small schema of the rooms that hold people, their goals and their time."""

from typing import Any

import strawberry

from graphapi.graphdb.database import Database
from graphapi.graphql.availability_edits import AvailabilityMutation
from graphapi.graphql.context import Context
from graphapi.graphql.goals import GoalsMutation, GoalsQuery
from graphapi.graphql.organisation import OrganisationQuery
from graphapi.graphql.people import PeopleMutation, PeopleQuery
from graphapi.graphql.person_edits import PersonMutation
from graphapi.graphql.person_ids import PersonIdMutation
from graphapi.graphql.taxonomy import TaxonomyQuery
from graphapi.identity.viewer import DEVELOPMENT, Viewer
from graphapi.journal.edit import Editor
from graphapi.wire.node import encode_global_id
from graphapi.wire.schema import Schema
from tests.editing import editor


@strawberry.type
class Query(PeopleQuery, OrganisationQuery, GoalsQuery, TaxonomyQuery):
    pass


@strawberry.type
class Mutation(PeopleMutation, PersonMutation, PersonIdMutation, GoalsMutation, AvailabilityMutation):
    pass


schema = Schema(Query, Mutation)
_WITHOUT_REVISION = {"stateGoal", "addPerson", "blockPerson", "unblockPerson", "addPersonId", "removePersonId"}


async def ask(database: Database, document: str, viewer: Viewer = DEVELOPMENT, **variables: Any) -> dict[str, Any]:
    """The data of an answer that must have no errors at the top level."""
    answer = await schema.execute(
        document, variables, context_value=Context(Editor(editor(database).journal, viewer))
    )
    assert not answer.errors, answer.errors
    assert answer.data is not None
    return answer.data


async def refusals(
    database: Database, document: str, viewer: Viewer = DEVELOPMENT, **variables: Any
) -> list[dict[str, Any]]:
    """The extensions of the top-level errors."""
    answer = await schema.execute(
        document, variables, context_value=Context(Editor(editor(database).journal, viewer))
    )
    return [error.extensions or {} for error in answer.errors or ()]


async def mutate(
    database: Database, name: str, given: dict[str, Any], fields: str = "", viewer: Viewer = DEVELOPMENT
) -> dict[str, Any]:
    """The answer of one mutation: the success's `fields` and the common fields of every typed error."""
    kind = name[0].upper() + name[1:]
    document = f"""
        mutation ($input: {kind}Input!) {{ {name}(input: $input) {{
          __typename
          ... on {kind}Success {{ {fields or "__typename"} }}
          ... on UserError {{ code message path }}
          {"" if name in _WITHOUT_REVISION else "... on StaleRevisionError { currentRevision }"}
        }} }}"""
    return (await ask(database, document, viewer, input=given))[name]


def person_id(id: str) -> str:
    return encode_global_id("Person", id)


def as_connection(*nodes: dict[str, Any]) -> dict[str, Any]:
    """What a connection answers for `totalCount edges { node { ... } }` when these are all."""
    return {"totalCount": len(nodes), "edges": [{"node": node} for node in nodes]}
