"""Validates documents in bounded steps, so that no document holds the event loop for long.

Suggestions ("Did you mean ...?") take time that is quadratic in the length of names, for each error. They are given
only where few short names are wrong, which is where they help.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from typing import Final

from graphql import (
    ASTValidationRule,
    DocumentNode,
    GraphQLError,
    GraphQLSchema,
    OverlappingFieldsCanBeMergedRule,
    TokenKind,
    specified_rules,
    validate,
)
from strawberry.extensions import SchemaExtension
from strawberry.schema.validation_rules.maybe_null import MaybeNullValidationRule
from strawberry.schema.validation_rules.one_of import OneOfInputValidationRule

# An error may quote a whole input, so that many of them take long to write.
_MOST_ERRORS: Final = 5
_MOST_SUGGESTIONS: Final = 3
_LONGEST_SUGGESTED: Final = 40
_HALF: Final = len(specified_rules) // 2
# The rule about overlapping fields compares them pair by pair and has a step of its own.
_OTHERS: Final = tuple(rule for rule in specified_rules if rule is not OverlappingFieldsCanBeMergedRule)
_STEPS: Final[tuple[tuple[type[ASTValidationRule], ...], ...]] = (
    _OTHERS[:_HALF],
    (*_OTHERS[_HALF:], MaybeNullValidationRule, OneOfInputValidationRule),
    (OverlappingFieldsCanBeMergedRule,),
)


class BoundedValidation(SchemaExtension):
    """Validates instead of Strawberry, which gives suggestions for everything and has no limit."""

    async def on_validate(self) -> AsyncIterator[None]:
        """Finds the document's errors, unless an extension before this one has already decided about it."""
        context = self.execution_context
        document = context.graphql_document
        if document is not None and context.pre_execution_errors is None:
            schema = context.schema._schema  # pyright: ignore[reportPrivateUsage]
            context.pre_execution_errors = await errors_of(schema, document)
        yield


async def errors_of(schema: GraphQLSchema, document: DocumentNode) -> list[GraphQLError]:
    """The validation errors of a document: all of a few, or the first of many.

    Other tasks get a turn between the steps.
    """
    await asyncio.sleep(0)
    for rules in _STEPS:
        errors = validate(schema, document, rules, _MOST_ERRORS, hide_suggestions=True)
        await asyncio.sleep(0)
        if errors:
            return _with_suggestions(schema, document, rules, errors)
    return []


def _with_suggestions(
    schema: GraphQLSchema,
    document: DocumentNode,
    rules: Sequence[type[ASTValidationRule]],
    errors: list[GraphQLError],
) -> list[GraphQLError]:
    if len(errors) > _MOST_SUGGESTIONS or _longest_word(document) > _LONGEST_SUGGESTED:
        return errors
    return validate(schema, document, rules, _MOST_ERRORS)


def _longest_word(document: DocumentNode) -> int:
    """The length of the longest name or value that is written in the document."""
    longest, token = 0, document.loc.start_token if document.loc else None
    while token is not None:
        if token.kind is not TokenKind.COMMENT:
            longest = max(longest, len(token.value or ""))
        token = token.next
    return longest
