"""GraphQL queries and mutations for goals."""

from datetime import date
from typing import Annotated

import strawberry
from strawberry import UNSET

from graphapi.goals import model
from graphapi.goals.stating import close_goal, revise_goal, state_goal
from graphapi.graphql.context import Info, own_person_id
from graphapi.graphql.goal import Goal, GoalOutcome, goal_of, load_goal
from graphapi.identity.viewer import Capability
from graphapi.journal.editing import ABSENT, required
from graphapi.wire.errors import (
    ConflictError,
    InvalidInputError,
    NotAllowedError,
    NotFoundError,
    StaleRevisionError,
)
from graphapi.wire.node import local_id
from graphapi.wire.price import price

_KEY = (
    "A key of your choice, 1 to 200 printable characters, new for each request. Retrying with the same key "
    "applies the change once."
)
_REVISION = "The `revision` of the goal that you read."


@strawberry.input(description="A skill to aim at.")
class GoalTargetInput:
    skill_id: strawberry.ID = strawberry.field(description="Global or imported id of an active skill.")
    level: int = strawberry.field(description="The level to reach, 1 to 4.")
    weight: float = strawberry.field(
        description="Weight relative to the goal's other targets, 0.001 to 100.", default=1.0
    )


@strawberry.input(description="A new goal for a person.")
class StateGoalInput:
    person_id: strawberry.ID = strawberry.field(description="Global or imported id of the person.")
    statement: str = strawberry.field(description="The goal in the person's own words, 1 to 2000 characters.")
    targets: list[GoalTargetInput] = strawberry.field(
        description="The skills to reach, 1 to 50, each listed once."
    )
    due_on: date | None = strawberry.field(
        description="Target date, between the years 2000 and 2100.", default=None
    )
    priority: float = strawberry.field(
        description="Weight relative to the person's other goals, 0.001 to 100.", default=1.0
    )
    idempotency_key: str | None = strawberry.field(description=_KEY, default=None)


@strawberry.input(description="Changes to a goal; omitted fields keep their value.")
class ReviseGoalInput:
    goal_id: strawberry.ID = strawberry.field(description="Global or imported id of the goal.")
    expected_revision: int = strawberry.field(description=_REVISION)
    statement: str | None = strawberry.field(description="New wording, 1 to 2000 characters.", default=UNSET)
    due_on: date | None = strawberry.field(description="New target date; null removes it.", default=UNSET)
    targets: list[GoalTargetInput] | None = strawberry.field(
        description="The complete new list of skills to reach, 1 to 50.", default=UNSET
    )
    priority: float | None = strawberry.field(
        description="New weight relative to the person's other goals, 0.001 to 100.", default=UNSET
    )
    idempotency_key: str | None = strawberry.field(description=_KEY, default=None)


@strawberry.input(description="How a goal ended.")
class CloseGoalInput:
    goal_id: strawberry.ID = strawberry.field(description="Global or imported id of the goal.")
    expected_revision: int = strawberry.field(description=_REVISION)
    outcome: GoalOutcome = strawberry.field(description="Whether the person reached the goal or gave it up.")
    idempotency_key: str | None = strawberry.field(description=_KEY, default=None)


@strawberry.type(description="The goal was created.")
class StateGoalSuccess:
    goal: Goal = strawberry.field(description="The new goal.")


@strawberry.type(description="The goal was changed.")
class ReviseGoalSuccess:
    goal: Goal = strawberry.field(description="The goal as it is now.")


@strawberry.type(description="The goal was closed.")
class CloseGoalSuccess:
    goal: Goal = strawberry.field(description="The goal as it is now.")


StateGoalResult = Annotated[
    StateGoalSuccess | InvalidInputError | NotFoundError | NotAllowedError | ConflictError,
    strawberry.union("StateGoalResult", description="The new goal, or why it was not created."),
]
ReviseGoalResult = Annotated[
    ReviseGoalSuccess | InvalidInputError | NotFoundError | NotAllowedError | ConflictError | StaleRevisionError,
    strawberry.union("ReviseGoalResult", description="The changed goal, or why it was not changed."),
]
CloseGoalResult = Annotated[
    CloseGoalSuccess | InvalidInputError | NotFoundError | NotAllowedError | ConflictError | StaleRevisionError,
    strawberry.union("CloseGoalResult", description="The closed goal, or why it was not closed."),
]


@strawberry.type
class GoalsQuery:
    """Queries for goals."""

    @strawberry.field(description="The goal with this id, or null.")
    async def goal(
        self,
        info: Info,
        id: Annotated[strawberry.ID, strawberry.argument(description="Global or imported id of the goal.")],  # noqa: A002
    ) -> Goal | None:
        return await load_goal(info.context, local_id("Goal", id))


@strawberry.type
class GoalsMutation:
    """Mutations of goals."""

    @strawberry.mutation(description="Creates a goal for a person.", metadata=price(10))
    async def state_goal(
        self,
        info: Info,
        input: Annotated[StateGoalInput, strawberry.argument(description="The goal.")],  # noqa: A002
    ) -> StateGoalResult:
        info.context.viewer.require(Capability.EDIT_GOALS)
        goal = await state_goal(
            info.context.editor,
            await own_person_id(info.context, input.person_id, path=["personId"]),
            input.statement,
            _targets(input.targets),
            due_on=input.due_on,
            priority=input.priority,
            key=input.idempotency_key,
        )
        info.context.forget_loaded()
        return StateGoalSuccess(goal=goal_of(goal))

    @strawberry.mutation(description="Changes a goal's statement, date, priority or targets.", metadata=price(10))
    async def revise_goal(
        self,
        info: Info,
        input: Annotated[ReviseGoalInput, strawberry.argument(description="The changes.")],  # noqa: A002
    ) -> ReviseGoalResult:
        info.context.viewer.require(Capability.EDIT_GOALS)
        goal = await revise_goal(
            info.context.editor,
            local_id("Goal", input.goal_id, path=["goalId"]),
            input.expected_revision,
            _change(input),
            key=input.idempotency_key,
        )
        info.context.forget_loaded()
        return ReviseGoalSuccess(goal=goal_of(goal))

    @strawberry.mutation(description="Closes a goal as achieved or abandoned.", metadata=price(10))
    async def close_goal(
        self,
        info: Info,
        input: Annotated[CloseGoalInput, strawberry.argument(description="The goal and its outcome.")],  # noqa: A002
    ) -> CloseGoalResult:
        info.context.viewer.require(Capability.EDIT_GOALS)
        goal = await close_goal(
            info.context.editor,
            local_id("Goal", input.goal_id, path=["goalId"]),
            input.expected_revision,
            "achieved" if input.outcome is GoalOutcome.ACHIEVED else "abandoned",
            key=input.idempotency_key,
        )
        info.context.forget_loaded()
        return CloseGoalSuccess(goal=goal_of(goal))


def _targets(given: list[GoalTargetInput]) -> list[model.Target]:
    return [
        model.Target(
            local_id("Skill", target.skill_id, path=["targets", str(index), "skillId"]),
            target.level,
            target.weight,
        )
        for index, target in enumerate(given)
    ]


def _change(given: ReviseGoalInput) -> model.GoalChange:
    return model.GoalChange(
        statement=ABSENT if given.statement is UNSET else required(given.statement, "statement"),
        due_on=ABSENT if given.due_on is UNSET else given.due_on,
        targets=ABSENT if given.targets is UNSET else _targets(required(given.targets, "targets")),
        priority=ABSENT if given.priority is UNSET else required(given.priority, "priority"),
    )
