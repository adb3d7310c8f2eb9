"""Refuses GraphQL documents that exceed a limit, before validation; the message has the limit and the actual value."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from graphql import DocumentNode, GraphQLError, OperationDefinitionNode, OperationType
from strawberry.extensions import SchemaExtension

from graphapi.wire.measuring import MAXIMUM_NESTING, Measure, Measurer, NestedTooDeep, repetitions
from graphapi.wire.reading import refused_numbers


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of a document. Introspection is deeper than any other query and has its own limit."""

    depth: int = 10
    introspection_depth: int = 20
    cost: int = 5_000
    aliases: int = 15
    mutations: int = 4
    tokens: int = 1_000
    document_bytes: int = 20_000


LIMITS: Final = Limits()


@dataclass(frozen=True, slots=True)
class Weighed:
    """A document's verdict: the cost of the operation that would run, and the reasons to refuse it."""

    cost: int
    errors: tuple[GraphQLError, ...]


def weigh(
    measurer: Measurer, document: DocumentNode, operation_name: str | None, limits: Limits = LIMITS
) -> Weighed:
    """Holds a document against the limits. They hold for every operation in it, not only for the one that runs."""
    errors: list[GraphQLError] = []

    def hold(code: str, found: int, limit: int, message: str) -> None:
        if found > limit:
            errors.append(_refusal(code, message, found, limit))

    hold(
        "TOO_MANY_ALIASES",
        repeated := repetitions(document),
        limits.aliases,
        f"The document has {repeated} aliases and repeated fields; at most {limits.aliases} are allowed.",
    )
    operations = [node for node in document.definitions if isinstance(node, OperationDefinitionNode)]
    try:
        measures = [measurer.measure(operation) for operation in operations]
    except NestedTooDeep:
        message = (
            f"Selections are nested more than {MAXIMUM_NESTING} deep; at most {limits.depth} levels are allowed."
        )
        return Weighed(0, (*errors, _refusal("QUERY_TOO_DEEP", message, MAXIMUM_NESTING + 1, limits.depth)))

    depth = max((measure.depth for measure in measures), default=0)
    hold(
        "QUERY_TOO_DEEP",
        depth,
        limits.depth,
        f"The query is {depth} levels deep; at most {limits.depth} are allowed.",
    )
    depth = max((measure.introspection_depth for measure in measures), default=0)
    hold(
        "QUERY_TOO_DEEP",
        depth,
        limits.introspection_depth,
        f"The introspection is {depth} levels deep; at most {limits.introspection_depth} are allowed.",
    )
    cost = max((measure.once for measure in measures), default=0)
    hold(
        "QUERY_TOO_COSTLY",
        cost,
        limits.cost,
        f"The query costs {cost}; at most {limits.cost} is allowed. Ask for fewer items (first) or fewer fields.",
    )
    mutations = sum(
        measure.fields
        for operation, measure in zip(operations, measures, strict=True)
        if operation.operation is OperationType.MUTATION
    )
    hold(
        "TOO_MANY_MUTATIONS",
        mutations,
        limits.mutations,
        f"The document has {mutations} mutations; at most {limits.mutations} are allowed.",
    )
    return Weighed(_cost_of(operation_name, operations, measures), tuple(errors))


class QueryLimits(SchemaExtension):
    """Applies the limits to each request, and shows the cost in the answer's extensions."""

    def __init__(self, limits: Limits = LIMITS) -> None:
        self._limits = limits
        self._cost: int | None = None

    def on_operation(self) -> Iterator[None]:
        """Refuses what is too long to be read, and lets the parser stop at the limit of tokens."""
        written, limit = len((self.execution_context.query or "").encode()), self._limits.document_bytes
        if written > limit:
            message = (
                f"The document has {written} bytes; at most {limit} are allowed. "
                "Send long values as variables, or split the document."
            )
            raise _refusal("DOCUMENT_TOO_LONG", message, written, limit)
        self.execution_context.parse_options["max_tokens"] = self._limits.tokens
        yield

    def on_validate(self) -> Iterator[None]:
        """Puts the refusals in the place of validation's errors; Strawberry then skips validation itself.

        That order matters: validation takes quadratic time on what is refused here.
        """
        context = self.execution_context
        document = context.graphql_document
        if document is not None and (numbers := refused_numbers(document)):
            context.pre_execution_errors = numbers
        elif document is not None:
            schema = context.schema._schema  # pyright: ignore[reportPrivateUsage]
            measurer = Measurer(schema, document, context.variables)
            weighed = weigh(measurer, document, context.operation_name, self._limits)
            self._cost = weighed.cost
            if weighed.errors:
                context.pre_execution_errors = list(weighed.errors)
        yield

    def get_results(self) -> dict[str, Any]:
        """What goes into the answer's `extensions`."""
        if self._cost is None:
            return {}
        return {"cost": {"estimated": self._cost, "maximum": self._limits.cost}}


def _cost_of(name: str | None, operations: list[OperationDefinitionNode], measures: list[Measure]) -> int:
    for operation, measure in zip(operations, measures, strict=True):
        if name is None or (operation.name is not None and operation.name.value == name):
            return measure.once
    return 0


def _refusal(code: str, message: str, found: int, limit: int) -> GraphQLError:
    return GraphQLError(message, extensions={"code": code, "found": found, "limit": limit})
