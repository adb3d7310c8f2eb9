"""Availability as GraphQL shows it, and how a request loads it."""

from datetime import date
from enum import Enum

import strawberry

from graphapi.availability import model, setting
from graphapi.availability.model import clock
from graphapi.availability.setting import availability_of
from graphapi.graphql.context import Context
from graphapi.identity.viewer import Capability
from graphapi.wire.price import price

# What belongs to a record is at hand when the record is.
_FREE = price(0)


@strawberry.enum(description="A day of the week.")
class Weekday(Enum):
    MONDAY = strawberry.enum_value(1, description="Monday, the first day of the week.")
    TUESDAY = strawberry.enum_value(2, description="Tuesday.")
    WEDNESDAY = strawberry.enum_value(3, description="Wednesday.")
    THURSDAY = strawberry.enum_value(4, description="Thursday.")
    FRIDAY = strawberry.enum_value(5, description="Friday.")
    SATURDAY = strawberry.enum_value(6, description="Saturday.")
    SUNDAY = strawberry.enum_value(7, description="Sunday.")


@strawberry.type(description="A weekly time window in which a person is available, as they entered it.")
class AvailabilityPattern:
    record: strawberry.Private[model.Pattern]

    @strawberry.field(description="The day of the week, local to the time zone.", metadata=_FREE)
    def weekday(self) -> Weekday:
        return list(Weekday)[self.record.weekday - 1]

    @strawberry.field(description="Local start time, such as '16:00'.", metadata=_FREE)
    def starts_at(self) -> str:
        return clock(self.record.starts)

    @strawberry.field(description="Local end time; '24:00' is the end of the day.", metadata=_FREE)
    def ends_at(self) -> str:
        return clock(self.record.ends)

    @strawberry.field(
        description="IANA time zone of these times and dates, such as 'Europe/Berlin'.", metadata=_FREE
    )
    def time_zone(self) -> str:
        return self.record.time_zone

    @strawberry.field(
        description="First local date on which the window applies; null for no start date.", metadata=_FREE
    )
    def valid_from(self) -> date | None:
        return self.record.valid_from

    @strawberry.field(
        description="Last local date on which the window applies; null for no end date.", metadata=_FREE
    )
    def valid_until(self) -> date | None:
        return self.record.valid_until

    @strawberry.field(description="The format of meetings in this window; null for any.", metadata=_FREE)
    def format(self) -> str | None:
        return self.record.format


@strawberry.type(description="Whole days on which a person is not available.")
class Leave:
    record: strawberry.Private[model.Leave]

    @strawberry.field(description="First local date of the leave.", metadata=_FREE)
    def first_day(self) -> date:
        return self.record.first_day

    @strawberry.field(description="Last local date of the leave.", metadata=_FREE)
    def last_day(self) -> date:
        return self.record.last_day

    @strawberry.field(description="IANA time zone of these dates.", metadata=_FREE)
    def time_zone(self) -> str:
        return self.record.time_zone


@strawberry.type(description="A person's availability, as they entered it.")
class Availability:
    record: strawberry.Private[setting.Availability]

    @strawberry.field(
        description="Weekly time windows, ordered by weekday and start, at most 200. They may overlap."
    )
    def patterns(self) -> list[AvailabilityPattern]:
        return [AvailabilityPattern(record=pattern) for pattern in self.record.patterns]

    @strawberry.field(description="Days off, ordered by first day, at most 100.")
    def leaves(self) -> list[Leave]:
        return [Leave(record=leave) for leave in self.record.leaves]


async def load_availability(context: Context, person_id: str) -> Availability:
    """A person's availability, loaded together with that of others."""
    context.viewer.require(Capability.READ_PEOPLE)

    async def load(ids: list[str]) -> list[setting.Availability]:
        found = await availability_of(context.database, ids)
        return [found[id_] for id_ in ids]

    return Availability(record=await context.loader(availability_of, load).load(person_id))
