"""GraphQL mutations of who a person is, whether they have left, and whom they are never matched with."""

from datetime import date
from typing import Annotated

import strawberry
from strawberry import UNSET

from graphapi.engagements.blocking import MOST_BLOCKS, block_person, unblock_person
from graphapi.graphql.context import Context, Info, own_person_id
from graphapi.graphql.person import Person, person_of
from graphapi.identity.viewer import Capability
from graphapi.journal.editing import ABSENT, required
from graphapi.people.changing import DetailsChange, edit_person
from graphapi.people.leaving import record_leaving
from graphapi.people.units import DEEPEST_UNIT
from graphapi.wire.errors import (
    ConflictError,
    InvalidInputError,
    NotAllowedError,
    NotFoundError,
    StaleRevisionError,
)
from graphapi.wire.price import price

_KEY = (
    "A key of your choice, 1 to 200 printable characters, new for each request. Retrying with the same key "
    "applies the change once."
)
_REVISION = "The `revision` of the person that you read."
_PERSON = "Global or imported id of the person."


@strawberry.input(description="Changes to a person; omitted fields keep their value.")
class EditPersonInput:
    person_id: strawberry.ID = strawberry.field(description=_PERSON)
    expected_revision: int = strawberry.field(description=_REVISION)
    name: str | None = strawberry.field(
        description="The name shown to others, 1 to 200 characters.", default=UNSET
    )
    unit: list[str] | None = strawberry.field(
        description="Their organisational unit, as names from the outermost to the innermost, at most "
        f"{DEEPEST_UNIT}; made if it is new. An empty list or null: no unit.",
        default=UNSET,
    )
    function: str | None = strawberry.field(
        description="Their function, such as 'Data Engineer'; null removes it.", default=UNSET
    )
    manager_id: strawberry.ID | None = strawberry.field(
        description="Global or imported id of the person they report to; null for nobody.", default=UNSET
    )
    time_zone: str | None = strawberry.field(
        description="IANA time zone where they live, such as 'Europe/Lisbon'; null removes it.", default=UNSET
    )
    idempotency_key: str | None = strawberry.field(description=_KEY, default=None)


@strawberry.input(description="That a person has left, or is back.")
class RecordLeavingInput:
    person_id: strawberry.ID = strawberry.field(description=_PERSON)
    expected_revision: int = strawberry.field(description=_REVISION)
    left_on: date | None = strawberry.field(
        description="The day on which they left, not in the future; null when they are back."
    )
    idempotency_key: str | None = strawberry.field(description=_KEY, default=None)


@strawberry.input(description="Two people who are not to be matched.")
class BlockPersonInput:
    person_id: strawberry.ID = strawberry.field(description="Global or imported id of the person who wants it so.")
    other_id: strawberry.ID = strawberry.field(
        description="Global or imported id of the person with whom they are never matched."
    )
    idempotency_key: str | None = strawberry.field(description=_KEY, default=None)


@strawberry.input(description="A block to take back.")
class UnblockPersonInput:
    person_id: strawberry.ID = strawberry.field(description="Global or imported id of the person who blocked.")
    other_id: strawberry.ID = strawberry.field(description="Global or imported id of the person who was blocked.")
    idempotency_key: str | None = strawberry.field(description=_KEY, default=None)


@strawberry.type(description="The person was changed.")
class EditPersonSuccess:
    person: Person = strawberry.field(description="The person as they are now.")


@strawberry.type(description="The leaving, or the return, was recorded.")
class RecordLeavingSuccess:
    person: Person = strawberry.field(description="The person as they are now.")


@strawberry.type(description="The two people are never matched.")
class BlockPersonSuccess:
    person: Person = strawberry.field(description="The person who wanted it so.")


@strawberry.type(description="The block was taken back.")
class UnblockPersonSuccess:
    person: Person = strawberry.field(description="The person who had blocked.")


EditPersonResult = Annotated[
    EditPersonSuccess | InvalidInputError | NotFoundError | NotAllowedError | ConflictError | StaleRevisionError,
    strawberry.union("EditPersonResult", description="The person, or why they were not changed."),
]
RecordLeavingResult = Annotated[
    RecordLeavingSuccess
    | InvalidInputError
    | NotFoundError
    | NotAllowedError
    | ConflictError
    | StaleRevisionError,
    strawberry.union("RecordLeavingResult", description="The person, or why nothing was recorded."),
]
BlockPersonResult = Annotated[
    BlockPersonSuccess | InvalidInputError | NotFoundError | NotAllowedError | ConflictError,
    strawberry.union("BlockPersonResult", description="The person, or why the block was not stored."),
]
UnblockPersonResult = Annotated[
    UnblockPersonSuccess | InvalidInputError | NotFoundError | NotAllowedError | ConflictError,
    strawberry.union("UnblockPersonResult", description="The person, or why the block was not taken back."),
]


@strawberry.type
class PersonMutation:
    """Mutations of a person."""

    @strawberry.mutation(
        description="Changes a person's name, unit, function, manager or time zone.", metadata=price(10)
    )
    async def edit_person(
        self,
        info: Info,
        input: Annotated[EditPersonInput, strawberry.argument(description="The changes.")],  # noqa: A002
    ) -> EditPersonResult:
        info.context.viewer.require(Capability.EDIT_PEOPLE)
        person = await edit_person(
            info.context.editor,
            await own_person_id(info.context, input.person_id, path=["personId"]),
            input.expected_revision,
            await _details(info.context, input),
            key=input.idempotency_key,
        )
        info.context.forget_loaded()
        return EditPersonSuccess(person=person_of(person))

    @strawberry.mutation(
        description="Records that a person has left: they mentor nobody any more, their matches end and their goals "
        "are closed as abandoned. With `leftOn` null they are back; what had ended stays so.",
        metadata=price(20),
    )
    async def record_leaving(
        self,
        info: Info,
        input: Annotated[RecordLeavingInput, strawberry.argument(description="Who left, and when.")],  # noqa: A002
    ) -> RecordLeavingResult:
        info.context.viewer.require(Capability.EDIT_PEOPLE)
        person = await record_leaving(
            info.context.editor,
            await own_person_id(info.context, input.person_id, path=["personId"]),
            input.expected_revision,
            input.left_on,
            key=input.idempotency_key,
        )
        info.context.forget_loaded()
        return RecordLeavingSuccess(person=person_of(person))

    @strawberry.mutation(
        description="Keeps two people from ever being matched, whoever would be the mentor. A match that is active "
        f"goes on. A person blocks at most {MOST_BLOCKS} others.",
        metadata=price(10),
    )
    async def block_person(
        self,
        info: Info,
        input: Annotated[BlockPersonInput, strawberry.argument(description="The two people.")],  # noqa: A002
    ) -> BlockPersonResult:
        info.context.viewer.require(Capability.EDIT_BLOCKS)
        person = await block_person(
            info.context.editor,
            await own_person_id(info.context, input.person_id, path=["personId"]),
            await own_person_id(info.context, input.other_id, path=["otherId"]),
            key=input.idempotency_key,
        )
        info.context.forget_loaded()
        return BlockPersonSuccess(person=person_of(person))

    @strawberry.mutation(
        description="Takes a block back. If the other person blocks this one as well, that stays.",
        metadata=price(10),
    )
    async def unblock_person(
        self,
        info: Info,
        input: Annotated[UnblockPersonInput, strawberry.argument(description="The two people.")],  # noqa: A002
    ) -> UnblockPersonResult:
        info.context.viewer.require(Capability.EDIT_BLOCKS)
        person = await unblock_person(
            info.context.editor,
            await own_person_id(info.context, input.person_id, path=["personId"]),
            await own_person_id(info.context, input.other_id, path=["otherId"]),
            key=input.idempotency_key,
        )
        info.context.forget_loaded()
        return UnblockPersonSuccess(person=person_of(person))


async def _details(context: Context, given: EditPersonInput) -> DetailsChange:
    manager = given.manager_id
    return DetailsChange(
        name=ABSENT if given.name is UNSET else required(given.name, "name"),
        unit=ABSENT if given.unit is UNSET else given.unit or (),
        function=ABSENT if given.function is UNSET else given.function,
        manager_id=ABSENT
        if manager is UNSET
        else manager and await own_person_id(context, manager, path=["managerId"]),
        time_zone=ABSENT if given.time_zone is UNSET else given.time_zone,
    )
