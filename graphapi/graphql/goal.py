"""Goals as GraphQL shows them, and how a request loads them."""

from dataclasses import astuple
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Annotated

import strawberry

from graphapi.goals import model
from graphapi.goals.model import GoalPlace
from graphapi.goals.reading import goal_counts, goals_by_id, goals_of
from graphapi.graphql.context import Context, Info
from graphapi.graphql.skill import Skill, load_skill
from graphapi.identity.viewer import Capability
from graphapi.wire.connection import Connection, Edge, Page, keyset
from graphapi.wire.node import Node, encode_global_id
from graphapi.wire.price import price

if TYPE_CHECKING:
    from graphapi.graphql.person import Person

# What belongs to a record is at hand when the record is.
_FREE = price(0)
_GOALS = keyset("goals of a person", str, str, str)


@strawberry.enum(description="Where a goal stands.")
class GoalStatus(Enum):
    ACTIVE = strawberry.enum_value("active", description="The person pursues it, and mentors are ranked for it.")
    CLOSED = strawberry.enum_value("closed", description="The goal has ended and can no longer change.")


@strawberry.enum(description="How a goal ended.")
class GoalOutcome(Enum):
    ACHIEVED = strawberry.enum_value("achieved", description="The person reached the goal.")
    ABANDONED = strawberry.enum_value("abandoned", description="The person gave up the goal.")


@strawberry.type(description="A skill that a goal targets, with the level to reach.")
class GoalTarget:
    record: strawberry.Private[model.Target]

    @strawberry.field(description="The skill to reach.")
    async def skill(self, info: Info) -> Skill:
        found = await load_skill(info.context, self.record.skill_id)
        assert found is not None  # A target is a relationship, so its skill is there.
        return found

    @strawberry.field(description="The level to reach, 1 to 4.", metadata=_FREE)
    def level(self) -> int:
        return self.record.level

    @strawberry.field(
        description="Weight relative to the goal's other targets, 0.001 to 100.",
        metadata=_FREE,
    )
    def weight(self) -> float:
        return self.record.weight


@strawberry.type(description="Something that a person wants to learn, as a list of target skills.")
class Goal(Node):
    record: strawberry.Private[model.Goal]

    @strawberry.field(
        description="The id it was imported or created with. Every id argument accepts it as well.", metadata=_FREE
    )
    def external_id(self) -> str:
        return self.record.id

    @strawberry.field(
        description="The goal in the person's own words; null when it was imported without a statement.",
        metadata=_FREE,
    )
    def statement(self) -> str | None:
        return self.record.statement

    @strawberry.field(description="The date by which the person wants to reach it.", metadata=_FREE)
    def due_on(self) -> date | None:
        return self.record.due_on

    @strawberry.field(description="Whether the goal is active or closed.", metadata=_FREE)
    def status(self) -> GoalStatus:
        return GoalStatus[self.record.status.upper()]

    @strawberry.field(description="How it ended; null while the goal is active.", metadata=_FREE)
    def outcome(self) -> GoalOutcome | None:
        return GoalOutcome[self.record.outcome.upper()] if self.record.outcome else None

    @strawberry.field(
        description="The day on which the goal came into the map; null for goals of before that was recorded.",
        metadata=_FREE,
    )
    def stated_on(self) -> date | None:
        return self.record.stated_on

    @strawberry.field(description="The day on which it was closed; null while the goal is active.", metadata=_FREE)
    def closed_on(self) -> date | None:
        return self.record.closed_on

    @strawberry.field(description="Weight relative to the person's other goals, 0.001 to 100.", metadata=_FREE)
    def priority(self) -> float:
        return self.record.priority

    @strawberry.field(description="The skills to reach, at most 50, ordered by id.")
    def targets(self) -> list[GoalTarget]:
        return [GoalTarget(record=target) for target in self.record.targets]

    @strawberry.field(
        description="Number of edits so far; send it as `expectedRevision` with the next one.", metadata=_FREE
    )
    def revision(self) -> int:
        return self.record.revision

    @strawberry.field(description="The person who pursues the goal.")
    async def person(self, info: Info) -> Annotated["Person", strawberry.lazy("graphapi.graphql.person")]:
        # Only here: people show their goals, so that module reads this one first.
        from graphapi.graphql.person import load_person  # noqa: PLC0415

        found = await load_person(info.context, self.record.person_id)
        assert found is not None  # A goal hangs on its person.
        return found


@strawberry.type(description="A goal in a list.")
class GoalEdge(Edge[Goal]):
    pass


@strawberry.type(description="A page of somebody's goals.")
class GoalConnection(Connection[GoalEdge]):
    person_id: strawberry.Private[str] = ""
    closed_too: strawberry.Private[bool] = False

    @strawberry.field(description="The number of goals on all pages.", metadata=price(1))
    async def total_count(self, info: Info) -> int:
        context, closed_too = info.context, self.closed_too

        async def load(ids: list[str]) -> list[int]:
            found = await goal_counts(context.database, ids, closed_too=closed_too)
            return [found.get(id_, 0) for id_ in ids]

        return await context.loader((goal_counts, closed_too), load).load(self.person_id)


def goal_of(record: model.Goal) -> Goal:
    """The goal as GraphQL shows it."""
    return Goal(id=encode_global_id("Goal", record.id), record=record)


async def load_goal(context: Context, goal_id: str) -> Goal | None:
    """The goal with that id, read together with the others that this request asks for."""
    context.viewer.require(Capability.READ_PEOPLE)

    async def load(ids: list[str]) -> list[model.Goal | None]:
        found = await goals_by_id(context.database, ids)
        return [found.get(id_) for id_ in ids]

    record = await context.loader(goals_by_id, load).load(goal_id)
    return goal_of(record) if record else None


async def goals_page(
    context: Context, person_id: str, *, closed_too: bool, first: int | None, after: str | None
) -> GoalConnection:
    """A page of a person's goals, read together with those of other people. Raises InvalidInput."""
    context.viewer.require(Capability.READ_PEOPLE)
    asked = _GOALS.arguments(first, after)
    place = GoalPlace(*asked.after) if asked.after else None

    async def load(ids: list[str]) -> list[tuple[model.Goal, ...]]:
        found = await goals_of(context.database, ids, closed_too=closed_too, after=place, limit=asked.first + 1)
        return [found[id_] for id_ in ids]

    key = (goals_of, closed_too, asked.first, place)
    page = Page.cut(await context.loader(key, load).load(person_id), asked.first)
    edges = [
        GoalEdge(node=goal_of(goal), cursor=_GOALS.encode(astuple(GoalPlace.of(goal)))) for goal in page.items
    ]
    connection = GoalConnection.of(edges, has_next=page.has_next, has_previous=after is not None)
    connection.person_id, connection.closed_too = person_id, closed_too
    return connection
