"""Errors at the top level of a response: each has a code; unexpected ones are masked and logged."""

import logging
import re
import traceback
import uuid
from typing import Any, Final

from graphql import GraphQLError, GraphQLSyntaxError, VariableDefinitionNode

from graphapi.errors import GraphapiError, Overloaded, SetupProblem, StaleRevision

_LOG: Final = logging.getLogger("graphapi.wire")
_TOO_MANY_TOKENS: Final = re.compile(r"Syntax Error: Document contains more than (\d+) tokens\.")
_LONGEST_MESSAGE: Final = 1_000
_NESTED_TOO_DEEP: Final = "Syntax Error: Document is nested too deeply."


def reported(error: GraphQLError) -> GraphQLError:
    """The error as the client gets it."""
    original = _original(error)
    if isinstance(original, GraphapiError) and not isinstance(original, SetupProblem):
        return _changed(error, original.message, extensions_of(original))
    # An exception that Strawberry itself met, outside of any field, has neither a path nor a place.
    if original is not None and (error.path is not None or not error.nodes):
        reference = log_unexpected(original)
        return _changed(
            error, f"Internal error; reference {reference}.", {"code": "INTERNAL_ERROR", "reference": reference}
        )
    return _coded(error)


def extensions_of(error: GraphapiError) -> dict[str, Any]:
    """What the extensions of a top-level error say about an exception of ours."""
    extensions: dict[str, Any] = {"code": error.code}
    if error.path:
        extensions["path"] = list(error.path)
    if isinstance(error, Overloaded):
        extensions["retryAfterSeconds"] = error.retry_after_seconds
    if isinstance(error, StaleRevision):
        extensions["currentRevision"] = error.current_revision
    return extensions


def log_unexpected(error: BaseException) -> str:
    """Logs where an unexpected exception came from and gives the reference under which it is found.

    Only the exception's class and the places in the code are logged: its message and the variables may hold
    personal data.
    """
    reference = uuid.uuid4().hex[:12]
    places = " < ".join(
        f"{frame.filename}:{frame.lineno} {frame.name}"
        for frame in reversed(traceback.extract_tb(error.__traceback__))
    )
    name = f"{type(error).__module__}.{type(error).__qualname__}"
    _LOG.error("Unexpected error, reference %s: %s at %s", reference, name, places or "an unknown place")
    return reference


def _original(error: GraphQLError) -> Exception | None:
    """The original exception inside GraphQL's wrappers."""
    original = error.original_error
    while isinstance(original, GraphQLError):
        original = original.original_error
    return original


def _coded(error: GraphQLError) -> GraphQLError:
    """One of GraphQL's own errors, which says what is wrong with the request, with its code."""
    if error.extensions and "code" in error.extensions:
        return error
    if isinstance(error, GraphQLSyntaxError):
        if found := _TOO_MANY_TOKENS.match(error.message):
            limit = int(found[1])
            message = f"The document has more than {limit} tokens; at most {limit} are allowed."
            return _changed(error, message, {"code": "TOO_MANY_TOKENS", "limit": limit})
        if error.message.startswith(_NESTED_TOO_DEEP):
            return _changed(error, "The document is nested too deep.", {"code": "QUERY_TOO_DEEP"})
        return _changed(error, error.message, {"code": "GRAPHQL_PARSE_FAILED"})
    if error.path is not None:
        return _changed(error, error.message, {"code": "GRAPHQL_EXECUTION_FAILED"})
    variable = next((node for node in error.nodes or () if isinstance(node, VariableDefinitionNode)), None)
    # Validation speaks of variables too, but only coercion points at nothing else.
    if variable is not None and error.message.startswith("Variable '$") and "invalid value" in error.message:
        path = [variable.variable.name.value]
        return _changed(error, error.message, {"code": "INVALID_INPUT", "path": path})
    return _changed(error, error.message, {"code": "GRAPHQL_VALIDATION_FAILED"})


def _changed(error: GraphQLError, message: str, extensions: dict[str, Any]) -> GraphQLError:
    return GraphQLError(
        # GraphQL's own messages repeat values in full.
        message if len(message) <= _LONGEST_MESSAGE else message[:_LONGEST_MESSAGE] + "…",
        nodes=error.nodes,
        source=error.source,
        positions=error.positions,
        path=error.path,
        extensions={**(error.extensions or {}), **extensions},
    )
