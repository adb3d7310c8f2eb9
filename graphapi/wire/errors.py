"""Typed errors that a mutation answers with: the types, and how the leaves of the error tree become them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, cast

import strawberry

from graphapi.errors import Conflict, GraphapiError, InvalidInput, NotAllowed, NotFound, StaleRevision
from graphapi.telemetry.record import note_code
from graphapi.wire.price import price


@strawberry.interface(description="Why a mutation was refused, in terms of its input. Nothing was changed.")
class UserError:
    """The common fields of all typed errors."""

    code: str = strawberry.field(description="Error code for programs, such as INVALID_INPUT.", metadata=price(0))
    message: str = strawberry.field(
        description="Error message for people: what is wrong, where, and what to do.", metadata=price(0)
    )
    path: list[str] = strawberry.field(
        description="Path to the part of the input that is wrong; empty when it is not one part.",
        metadata=price(0),
    )


@strawberry.type(description="The input is not valid.")
class InvalidInputError(UserError):
    """InvalidInput on the wire."""


@strawberry.type(description="Nothing exists with the given id.")
class NotFoundError(UserError):
    """NotFound on the wire."""


@strawberry.type(description="The viewer is not allowed to do this.")
class NotAllowedError(UserError):
    """NotAllowed on the wire."""


@strawberry.type(description="The current state of the map does not allow it.")
class ConflictError(UserError):
    """Conflict on the wire."""


@strawberry.type(description="The item has changed since you read it. Read it again and repeat your edit.")
class StaleRevisionError(UserError):
    """StaleRevision on the wire."""

    current_revision: int = strawberry.field(description="The current revision.", metadata=price(0))


@dataclass(frozen=True, slots=True)
class _Translation:
    """How one class of exceptions becomes one type; Strawberry calls it as an exception handler."""

    exception_type: type[GraphapiError]
    error_type: type[UserError]
    fields: Callable[[Any], dict[str, Any]] = lambda _: {}

    def build(self, exception: GraphapiError) -> UserError:
        common = {"code": exception.code, "message": exception.message, "path": list(exception.path)}
        return self.error_type(**common, **self.fields(exception))

    def handle(self, exception: Exception, **_: Any) -> UserError:
        note_code(cast(GraphapiError, exception).code)
        return self.build(cast(GraphapiError, exception))


# The more special class comes first, because the first one that fits is taken.
_TRANSLATIONS: Final = (
    _Translation(StaleRevision, StaleRevisionError, lambda error: {"current_revision": error.current_revision}),
    _Translation(Conflict, ConflictError),
    _Translation(InvalidInput, InvalidInputError),
    _Translation(NotFound, NotFoundError),
    _Translation(NotAllowed, NotAllowedError),
)


def as_user_error(exception: GraphapiError) -> UserError | None:
    """The typed error for an exception, or None for errors that belong at the top level."""
    for translation in _TRANSLATIONS:
        if isinstance(exception, translation.exception_type):
            return translation.build(exception)
    return None


def user_error_type(exception_class: type[GraphapiError]) -> type[UserError] | None:
    """The type that exceptions of this class become, or None when they belong at the top level."""
    for translation in _TRANSLATIONS:
        if issubclass(exception_class, translation.exception_type):
            return translation.error_type
    return None


def user_error_handlers() -> tuple[Any, ...]:
    """Strawberry's exception handlers: what a resolver raises becomes a member of the union that it returns.

    An exception whose type is not in the union stays an error at the top level.
    """
    return _TRANSLATIONS
