"""The schema with the limits, the typed errors and the masking built in, so that none of them can be forgotten."""

from collections.abc import Iterable
from typing import Any

import strawberry
from graphql import GraphQLError
from strawberry.types import ExecutionContext

from graphapi.telemetry.record import note_code
from graphapi.wire.errors import user_error_handlers
from graphapi.wire.limits import LIMITS, Limits, QueryLimits
from graphapi.wire.remembering import Documents, RememberedDocuments
from graphapi.wire.reporting import reported
from graphapi.wire.shedding import ShedAnswers
from graphapi.wire.validating import BoundedValidation
from graphapi.wire.watching import NotedOperations


class Schema(strawberry.Schema):
    """A Strawberry schema. `types` are those that no field names, such as implementations of an interface."""

    def __init__(
        self, query: type, mutation: type | None = None, *, types: Iterable[type] = (), limits: Limits = LIMITS
    ) -> None:
        documents = Documents()
        # Strawberry's configuration stays the default one: `sort_schema` breaks unions at run time.
        super().__init__(  # pyright: ignore[reportUnknownMemberType]
            query,
            mutation,
            types=types,
            # In this order: what is refused or known already needs no validation.
            extensions=[
                ShedAnswers,
                NotedOperations,
                lambda: QueryLimits(limits),
                lambda: RememberedDocuments(documents),
                BoundedValidation,
            ],
            exception_handlers=user_error_handlers(),
        )

    def _get_custom_context_kwargs(self, *given: Any, **named: Any) -> dict[str, Any]:
        # Variables are checked while executing. Of them too, there may be thousands with a wrong name.
        return {**super()._get_custom_context_kwargs(*given, **named), "hide_suggestions": True}

    def process_errors(
        self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None
    ) -> None:
        """Changes the errors in place, on every road of Strawberry's; nothing but masked errors is logged."""
        errors[:] = [reported(error) for error in errors]
        for error in errors:
            note_code((error.extensions or {})["code"])
