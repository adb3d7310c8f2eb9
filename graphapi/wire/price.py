"""What a field costs, declared where the field is declared; `graphapi.wire.limits` adds it up."""

from dataclasses import dataclass
from enum import Enum
from typing import Any, Final, cast

from graphql import GraphQLField, GraphQLList, GraphQLNamedType, GraphQLNonNull, get_named_type, is_composite_type

# A list of objects whose price says nothing is taken to hold this many, so that forgetting is not free.
ASSUMED_ITEMS: Final = 10

_KEY: Final = "graphapi.price"
_STRAWBERRY_FIELD: Final = "strawberry-definition"


class Repetition(Enum):
    """How often a field's selection is answered, where that is not a number known beforehand."""

    PAGE = "once for every item of the page that the connection around it was asked for"


PAGE: Final = Repetition.PAGE


@dataclass(frozen=True, slots=True)
class Price:
    """`amount` is paid once for the field; what is selected inside it is paid `items` times."""

    amount: int
    items: int | Repetition | None = None


def price(amount: int = 1, *, items: int | Repetition | None = None) -> dict[str, Any]:
    """The `metadata` of a strawberry field that costs `amount`, and holds `items` objects where it is a list.

    A field without a price costs 1. A list of objects counts as ASSUMED_ITEMS unless `items` says otherwise or
    the field has an argument `first`. `PAGE` is for the edges of a connection.
    Raises ValueError for a negative number.
    """
    if amount < 0 or (isinstance(items, int) and items < 0):
        raise ValueError("A price cannot be negative.")
    return {_KEY: Price(amount, items)}


def price_of(field: GraphQLField) -> Price:
    """The price declared on a field of the schema, or the one that holds where none is declared."""
    declared = getattr(field.extensions.get(_STRAWBERRY_FIELD), "metadata", {}).get(_KEY, Price(1))
    if declared.items is None and holds_many_objects(field):
        return Price(declared.amount, None if "first" in field.args else ASSUMED_ITEMS)
    return declared


def holds_many_objects(field: GraphQLField) -> bool:
    """Whether the field is a list of something that has fields itself."""
    kind = _type_of(field)
    while isinstance(kind, GraphQLNonNull):
        kind = cast(Any, kind).of_type
    return isinstance(kind, GraphQLList) and is_composite_type(named_type(field))


def named_type(field: GraphQLField) -> GraphQLNamedType:
    """The type of a field without the lists and the non-nulls around it."""
    return cast(GraphQLNamedType, get_named_type(_type_of(field)))


def _type_of(field: GraphQLField) -> Any:
    return cast(Any, field.type)  # pyright: ignore[reportUnknownMemberType]
