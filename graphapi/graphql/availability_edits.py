"""The GraphQL mutation for availability, in local times."""

from collections.abc import Generator
from contextlib import contextmanager
from datetime import date
from typing import Annotated

import strawberry

from graphapi.availability import model
from graphapi.availability.parsing import parse_time
from graphapi.availability.setting import MOST_LEAVES, MOST_PATTERNS, set_availability
from graphapi.errors import InvalidInput
from graphapi.graphql.availability import Weekday
from graphapi.graphql.context import Info, own_person_id
from graphapi.graphql.person import Person, load_person
from graphapi.identity.viewer import Capability
from graphapi.wire.errors import (
    ConflictError,
    InvalidInputError,
    NotAllowedError,
    NotFoundError,
    StaleRevisionError,
)
from graphapi.wire.price import price

_FIELD_NAMES = {
    "starts": "startsAt",
    "ends": "endsAt",
    "time_zone": "timeZone",
    "valid_from": "validFrom",
    "valid_until": "validUntil",
    "first_day": "firstDay",
    "last_day": "lastDay",
}


@strawberry.input(description="A weekly time window in which a person is available.")
class AvailabilityPatternInput:
    weekday: Weekday = strawberry.field(description="The day of the week, local to the time zone.")
    starts_at: str = strawberry.field(description="Local start time, such as '16:00' or '9:30'.")
    ends_at: str = strawberry.field(description="Local end time, after the start; '24:00' is the end of the day.")
    time_zone: str = strawberry.field(
        description="IANA time zone of these times and dates, such as 'Europe/Berlin'."
    )
    valid_from: date | None = strawberry.field(
        description="First local date on which the window applies; omit for no start date.", default=None
    )
    valid_until: date | None = strawberry.field(
        description="Last local date on which the window applies; omit for no end date.", default=None
    )
    format: str | None = strawberry.field(
        description="The format of meetings in this window, such as 'video'; omit for any.", default=None
    )


@strawberry.input(description="Whole days on which a person is not available.")
class LeaveInput:
    first_day: date = strawberry.field(description="First local date of the leave.")
    last_day: date = strawberry.field(description="Last local date of the leave; may be the same as the first.")
    time_zone: str = strawberry.field(description="IANA time zone of these dates.")


@strawberry.input(description="A person's complete availability, which replaces the previous one.")
class SetAvailabilityInput:
    person_id: strawberry.ID = strawberry.field(description="Global or imported id of the person.")
    expected_revision: int = strawberry.field(description="The `revision` of the person that you read.")
    patterns: list[AvailabilityPatternInput] = strawberry.field(
        description=f"Weekly windows, {MOST_PATTERNS} at most; they may overlap."
    )
    leaves: list[LeaveInput] = strawberry.field(
        description=f"Days off, {MOST_LEAVES} at most.", default_factory=list
    )
    idempotency_key: str | None = strawberry.field(
        description="A key of your choice, 1 to 200 printable characters, new for each request. Retrying with "
        "the same key applies the change once.",
        default=None,
    )


@strawberry.type(description="The availability was saved.")
class SetAvailabilitySuccess:
    person: Annotated["Person", strawberry.lazy("graphapi.graphql.person")] = strawberry.field(
        description="The person as they are now."
    )


SetAvailabilityResult = Annotated[
    SetAvailabilitySuccess
    | InvalidInputError
    | NotFoundError
    | NotAllowedError
    | ConflictError
    | StaleRevisionError,
    strawberry.union("SetAvailabilityResult", description="The person, or why the availability was not changed."),
]


@strawberry.type
class AvailabilityMutation:
    """Mutations of availability."""

    @strawberry.mutation(
        description="Replaces a person's availability. Rankings use it immediately.", metadata=price(20)
    )
    async def set_availability(
        self,
        info: Info,
        input: Annotated[SetAvailabilityInput, strawberry.argument(description="The availability.")],  # noqa: A002
    ) -> SetAvailabilityResult:
        info.context.viewer.require(Capability.EDIT_AVAILABILITY)
        person_id = await own_person_id(info.context, input.person_id, path=["personId"])
        await set_availability(
            info.context.editor,
            person_id,
            [_pattern(index, pattern) for index, pattern in enumerate(input.patterns)],
            [_leave(index, leave) for index, leave in enumerate(input.leaves)],
            input.expected_revision,
            key=input.idempotency_key,
        )
        info.context.forget_loaded()
        person = await load_person(info.context, person_id)
        assert person is not None  # The availability was just written.
        return SetAvailabilitySuccess(person=person)


def _pattern(index: int, given: AvailabilityPatternInput) -> model.Pattern:
    with _inside("patterns", index):
        return model.Pattern(
            list(Weekday).index(given.weekday) + 1,
            parse_time(given.starts_at),
            parse_time(given.ends_at, is_end=True),
            given.time_zone,
            given.valid_from,
            given.valid_until,
            given.format,
        )


def _leave(index: int, given: LeaveInput) -> model.Leave:
    with _inside("leaves", index):
        return model.Leave(given.first_day, given.last_day, given.time_zone)


@contextmanager
def _inside(field: str, index: int) -> Generator[None]:
    """Lets what is wrong in one entry of a list say which entry it is, in the names of the input."""
    try:
        yield
    except InvalidInput as error:
        error.path = (field, str(index), *(_FIELD_NAMES.get(part, part) for part in error.path))
        raise
