"""Measures a GraphQL document before validation: its depth, its cost, and its repetitions.

Every fragment is measured once however often it is spread, so the time is linear in the document's length.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLCompositeType,
    GraphQLField,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
    VariableNode,
    is_composite_type,
)

from graphapi.wire.price import PAGE, Price, holds_many_objects, named_type, price_of

MAXIMUM_FIRST: Final = 100
# Sums stop here, so that doubling fragments do not make numbers of a thousand digits.
CEILING: Final = 1_000_000_000
# Selection sets inside each other, inline fragments counted too. Far above the depth that anybody may use and
# far below what Python's stack holds.
MAXIMUM_NESTING: Final = 100
# The size that a list of the introspection schema is taken to have.
_INTROSPECTION_ITEMS: Final = 20


class NestedTooDeep(Exception):
    """Selection sets are nested deeper than anything that could be allowed."""


@dataclass(frozen=True, slots=True)
class Measure:
    """What a selection amounts to.

    `once` is its cost, `per_item` the cost that is paid again for every item of the page of the connection around
    it. `fields` counts the fields at its own level. Introspection has a depth of its own.
    """

    depth: int = 0
    introspection_depth: int = 0
    once: int = 0
    per_item: int = 0
    fields: int = 0

    def beside(self, other: "Measure") -> "Measure":
        """Both, next to each other in one selection."""
        return Measure(
            max(self.depth, other.depth),
            max(self.introspection_depth, other.introspection_depth),
            min(self.once + other.once, CEILING),
            min(self.per_item + other.per_item, CEILING),
            self.fields + other.fields,
        )


_NOTHING: Final = Measure()


class Measurer:
    """Measures the operations of one document against one schema."""

    def __init__(self, schema: GraphQLSchema, document: DocumentNode, variables: Mapping[str, Any] | None) -> None:
        self._schema = schema
        self._variables = variables or {}
        self._defaults: dict[str, Any] = {}
        self._fragments = {
            definition.name.value: definition
            for definition in document.definitions
            if isinstance(definition, FragmentDefinitionNode)
        }
        self._measured: dict[str, Measure] = {}
        self._open: set[str] = set()

    def measure(self, operation: OperationDefinitionNode) -> Measure:
        """The measure of an operation. Raises NestedTooDeep.

        What the schema does not know counts as nothing: validation refuses it afterwards.
        """
        # A fragment may use variables, and their defaults belong to the operation.
        self._measured.clear()
        self._open.clear()
        self._defaults = {
            definition.variable.name.value: getattr(definition.default_value, "value", None)
            for definition in operation.variable_definitions or ()
        }
        root = self._schema.get_root_type(operation.operation)
        return self._selections(operation.selection_set, root, 0)

    def _selections(self, node: SelectionSetNode, parent: GraphQLCompositeType | None, nesting: int) -> Measure:
        if nesting > MAXIMUM_NESTING:
            raise NestedTooDeep
        total = _NOTHING
        for selection in node.selections:
            total = total.beside(self._selection(selection, parent, nesting))
        return total

    def _selection(self, node: SelectionNode, parent: GraphQLCompositeType | None, nesting: int) -> Measure:
        if isinstance(node, FieldNode):
            return self._field(node, parent, nesting)
        if isinstance(node, InlineFragmentNode):
            inside = self._named(node.type_condition.name.value) if node.type_condition else parent
            return self._selections(node.selection_set, inside, nesting + 1)
        if isinstance(node, FragmentSpreadNode):
            return self._fragment(node.name.value, nesting)
        return _NOTHING

    def _fragment(self, name: str, nesting: int) -> Measure:
        known = self._measured.get(name)
        if known is not None:
            return known
        fragment = self._fragments.get(name)
        # A fragment that is being measured spreads itself: validation refuses the cycle afterwards.
        if fragment is None or name in self._open:
            return _NOTHING
        self._open.add(name)
        measure = self._selections(
            fragment.selection_set, self._named(fragment.type_condition.name.value), nesting + 1
        )
        self._open.remove(name)
        self._measured[name] = measure
        return measure

    def _field(self, node: FieldNode, parent: GraphQLCompositeType | None, nesting: int) -> Measure:
        name = node.name.value
        field = self._schema.get_field(parent, name) if parent is not None and name != "__typename" else None
        if field is None or parent is None:
            return _NOTHING
        introspects = name.startswith("__") or parent.name.startswith("__")
        inside = named_type(field)
        inner = (
            self._selections(node.selection_set, inside, nesting + 1)
            if node.selection_set and is_composite_type(inside)
            else _NOTHING
        )
        cost, per_item = self._cost(
            node, field, inner, _introspection_price(field) if introspects else price_of(field)
        )
        return Measure(
            depth=inner.depth if introspects else inner.depth + 1,
            introspection_depth=inner.introspection_depth + 1 if introspects else inner.introspection_depth,
            once=min(cost, CEILING),
            per_item=min(per_item, CEILING),
            fields=1,
        )

    def _cost(self, node: FieldNode, field: GraphQLField, inner: Measure, price: Price) -> tuple[int, int]:
        page = self._first(node, field) if "first" in field.args else MAXIMUM_FIRST
        content = inner.once + inner.per_item * page
        if price.items is PAGE:
            return price.amount, content
        if isinstance(price.items, int):
            return price.amount + content * price.items, 0
        return price.amount + content * (page if holds_many_objects(field) else 1), 0

    def _first(self, node: FieldNode, field: GraphQLField) -> int:
        """The requested number of items. A number out of bounds counts as the bound; the resolver refuses it."""
        given: Any = field.args["first"].default_value
        for argument in node.arguments or ():
            if argument.name.value != "first":
                continue
            if isinstance(argument.value, IntValueNode):
                given = argument.value.value
            elif isinstance(argument.value, VariableNode):
                variable = argument.value.name.value
                given = self._variables.get(variable, self._defaults.get(variable)) or given
        try:
            return min(max(int(given), 1), MAXIMUM_FIRST)
        except (TypeError, ValueError, OverflowError):
            return MAXIMUM_FIRST

    def _named(self, name: str) -> GraphQLCompositeType | None:
        found = self._schema.get_type(name)
        return found if is_composite_type(found) else None


def repetitions(document: DocumentNode) -> int:
    """How many fields have an alias or are selected again in the same selection set.

    Validation compares fields of one name pair by pair, which takes quadratic time.
    """
    found = 0
    pending = [
        definition.selection_set
        for definition in document.definitions
        if isinstance(definition, OperationDefinitionNode | FragmentDefinitionNode)
    ]
    while pending:
        seen: set[str] = set()
        for selection in pending.pop().selections:
            if isinstance(selection, FieldNode):
                answered_as = (selection.alias or selection.name).value
                found += selection.alias is not None or answered_as in seen
                seen.add(answered_as)
            if isinstance(selection, FieldNode | InlineFragmentNode) and selection.selection_set:
                pending.append(selection.selection_set)
    return found


def _introspection_price(field: GraphQLField) -> Price:
    """Lists of the schema multiply, everything else is free: an IDE's one query costs some hundreds."""
    return Price(1, _INTROSPECTION_ITEMS) if holds_many_objects(field) else Price(0)
