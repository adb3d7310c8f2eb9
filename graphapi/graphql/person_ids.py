"""GraphQL mutations of the further ids of a person."""

from typing import Annotated

import strawberry

from graphapi.graphql.context import Info, own_person_id
from graphapi.graphql.person import Person, person_of
from graphapi.identity.viewer import Capability
from graphapi.people.further_ids import MOST_FURTHER_IDS, add_person_id, remove_person_id
from graphapi.wire.errors import ConflictError, InvalidInputError, NotAllowedError, NotFoundError
from graphapi.wire.price import price

_KEY = (
    "A key of your choice, 1 to 200 printable characters, new for each request. Retrying with the same key "
    "applies the change once."
)


@strawberry.input(description="A further id for a person.")
class AddPersonIdInput:
    person_id: strawberry.ID = strawberry.field(description="Global or imported id of the person.")
    new_id: str = strawberry.field(
        description="The further id, 1 to 200 characters. Nobody may have it yet, and it may not look like a global id."
    )
    idempotency_key: str | None = strawberry.field(description=_KEY, default=None)


@strawberry.input(description="A further id to take away from a person.")
class RemovePersonIdInput:
    person_id: strawberry.ID = strawberry.field(description="Global or imported id of the person.")
    old_id: str = strawberry.field(description="One of their `furtherIds`.")
    idempotency_key: str | None = strawberry.field(description=_KEY, default=None)


@strawberry.type(description="The further id leads to the person.")
class AddPersonIdSuccess:
    person: Person = strawberry.field(description="The person.")


@strawberry.type(description="The further id leads to nobody any more.")
class RemovePersonIdSuccess:
    person: Person = strawberry.field(description="The person.")


AddPersonIdResult = Annotated[
    AddPersonIdSuccess | InvalidInputError | NotFoundError | NotAllowedError | ConflictError,
    strawberry.union("AddPersonIdResult", description="The person, or why the id was not added."),
]
RemovePersonIdResult = Annotated[
    RemovePersonIdSuccess | InvalidInputError | NotFoundError | NotAllowedError | ConflictError,
    strawberry.union("RemovePersonIdResult", description="The person, or why the id was not taken away."),
]


@strawberry.type
class PersonIdMutation:
    """Mutations of further ids."""

    @strawberry.mutation(
        description="Lets a further id lead to a person, for instance when the system from which people are imported "
        "has given them a new one. Their own id stays. Every id argument and every import accepts the further id. A "
        f"person has at most {MOST_FURTHER_IDS}.",
        metadata=price(10),
    )
    async def add_person_id(
        self,
        info: Info,
        input: Annotated[AddPersonIdInput, strawberry.argument(description="The person and the id.")],  # noqa: A002
    ) -> AddPersonIdResult:
        info.context.viewer.require(Capability.EDIT_PEOPLE)
        person = await add_person_id(
            info.context.editor,
            await own_person_id(info.context, input.person_id, path=["personId"]),
            input.new_id,
            key=input.idempotency_key,
        )
        info.context.forget_loaded()
        return AddPersonIdSuccess(person=person_of(person))

    @strawberry.mutation(
        description="Takes a further id away from a person. Somebody new may have it from then on.",
        metadata=price(10),
    )
    async def remove_person_id(
        self,
        info: Info,
        input: Annotated[RemovePersonIdInput, strawberry.argument(description="The person and the id.")],  # noqa: A002
    ) -> RemovePersonIdResult:
        info.context.viewer.require(Capability.EDIT_PEOPLE)
        person = await remove_person_id(
            info.context.editor,
            await own_person_id(info.context, input.person_id, path=["personId"]),
            input.old_id,
            key=input.idempotency_key,
        )
        info.context.forget_loaded()
        return RemovePersonIdSuccess(person=person_of(person))
