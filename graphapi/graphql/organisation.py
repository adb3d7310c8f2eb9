"""GraphQL queries for units, functions, and who is asking."""

from enum import Enum
from typing import Annotated

import strawberry

from graphapi.graphql.context import Info
from graphapi.graphql.person import Person, load_person
from graphapi.identity import viewer
from graphapi.people import model
from graphapi.people.organisation import page_of_functions, page_of_units
from graphapi.people.units import BETWEEN
from graphapi.wire.connection import DEFAULT_FIRST, After, Connection, Edge, First, Page, keyset
from graphapi.wire.price import price

_UNITS = keyset("units", str)
_FUNCTIONS = keyset("functions", str)


@strawberry.enum(description="Something that a viewer may be allowed to do.")
class Capability(Enum):
    READ_PEOPLE = strawberry.enum_value("READ_PEOPLE", description="See people, their skills, goals and time.")
    READ_TAXONOMY = strawberry.enum_value("READ_TAXONOMY", description="See skills and clusters.")
    RANK_MENTORS = strawberry.enum_value("RANK_MENTORS", description="Rank mentors and have matches explained.")
    ADD_PEOPLE = strawberry.enum_value("ADD_PEOPLE", description="Add people.")
    EDIT_PEOPLE = strawberry.enum_value("EDIT_PEOPLE", description="Edit people, and record that they have left.")
    EDIT_BLOCKS = strawberry.enum_value(
        "EDIT_BLOCKS", description="See and change who is never matched with whom."
    )
    EDIT_GOALS = strawberry.enum_value("EDIT_GOALS", description="State, revise and close goals.")
    EDIT_SKILLS = strawberry.enum_value("EDIT_SKILLS", description="Declare levels of skills.")
    EDIT_AVAILABILITY = strawberry.enum_value("EDIT_AVAILABILITY", description="Set when people have time.")
    EDIT_MENTORING_TERMS = strawberry.enum_value("EDIT_MENTORING_TERMS", description="Set mentoring terms.")
    IMPORT = strawberry.enum_value("IMPORT", description="Import files.")


@strawberry.type(description="An organisational unit.")
class Unit:
    record: strawberry.Private[model.Unit]

    @strawberry.field(
        description="Its names, from the outermost unit to itself. They identify it.", metadata=price(0)
    )
    def path(self) -> list[str]:
        return self.record.path.split(BETWEEN)

    @strawberry.field(description="How many people work in it directly, without its subunits.", metadata=price(0))
    def people_count(self) -> int:
        return self.record.people


@strawberry.type(description="What people do in the organisation.")
class Function:
    record: strawberry.Private[model.Function]

    @strawberry.field(description="Its name, such as 'Data Engineer'.", metadata=price(0))
    def name(self) -> str:
        return self.record.name

    @strawberry.field(description="How many people have it.", metadata=price(0))
    def people_count(self) -> int:
        return self.record.people


@strawberry.type(description="A unit in a list.")
class UnitEdge(Edge[Unit]):
    pass


@strawberry.type(description="A page of units.")
class UnitConnection(Connection[UnitEdge]):
    pass


@strawberry.type(description="A function in a list.")
class FunctionEdge(Edge[Function]):
    pass


@strawberry.type(description="A page of functions.")
class FunctionConnection(Connection[FunctionEdge]):
    pass


@strawberry.type(description="Who is asking, and what they may do.")
class Viewer:
    record: strawberry.Private[viewer.Viewer]

    @strawberry.field(description="The name under which their edits are recorded.", metadata=price(0))
    def name(self) -> str:
        return self.record.name

    @strawberry.field(description="What they may do.", metadata=price(0))
    def capabilities(self) -> list[Capability]:
        return [Capability(each.name) for each in viewer.Capability if each in self.record.capabilities]

    @strawberry.field(
        description="The unit whose people they see, as names from the outermost in; null when they see everybody.",
        metadata=price(0),
    )
    def unit(self) -> list[str] | None:
        unit = self.record.scope.unit
        return None if unit is None else unit.split(BETWEEN)

    @strawberry.field(description="The person that they are in the map, if any.")
    async def person(self, info: Info) -> Person | None:
        return await load_person(info.context, self.record.person_id) if self.record.person_id else None


@strawberry.type
class OrganisationQuery:
    """Queries for the organisation."""

    @strawberry.field(description="Who is asking, and what they may do.", metadata=price(0))
    def viewer(self, info: Info) -> Viewer | None:
        return Viewer(record=info.context.viewer)

    @strawberry.field(description="The organisational units, ordered by path.", metadata=price(2))
    async def units(
        self,
        info: Info,
        search: Annotated[
            str | None,
            strawberry.argument(description="Part of a unit's path, ignoring case and accents."),
        ] = None,
        first: First = DEFAULT_FIRST,
        after: After = None,
    ) -> UnitConnection | None:
        info.context.viewer.require(viewer.Capability.READ_PEOPLE)
        asked = _UNITS.arguments(first, after)
        place = asked.after[0] if asked.after else ""
        page = Page.cut(await page_of_units(info.context.database, search, place, asked.first + 1), asked.first)
        edges = [UnitEdge(node=Unit(record=unit), cursor=_UNITS.encode((unit.path,))) for unit in page.items]
        return UnitConnection.of(edges, has_next=page.has_next, has_previous=after is not None)

    @strawberry.field(description="The functions that people have, ordered by name.", metadata=price(2))
    async def functions(
        self, info: Info, first: First = DEFAULT_FIRST, after: After = None
    ) -> FunctionConnection | None:
        info.context.viewer.require(viewer.Capability.READ_PEOPLE)
        asked = _FUNCTIONS.arguments(first, after)
        place = asked.after[0] if asked.after else ""
        page = Page.cut(await page_of_functions(info.context.database, place, asked.first + 1), asked.first)
        edges = [
            FunctionEdge(node=Function(record=function), cursor=_FUNCTIONS.encode((function.name,)))
            for function in page.items
        ]
        return FunctionConnection.of(edges, has_next=page.has_next, has_previous=after is not None)
