"""Connections with keyset cursors: base types, argument checks, and pages."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Final, Generic, Self, TypeVar, cast, overload

import strawberry

from graphapi.errors import InvalidInput
from graphapi.wire.cursor import Scalar, decode_cursor, encode_cursor
from graphapi.wire.measuring import MAXIMUM_FIRST
from graphapi.wire.pacing import PacedList
from graphapi.wire.price import PAGE, price

DEFAULT_FIRST: Final = 20

NodeT = TypeVar("NodeT")
EdgeT = TypeVar("EdgeT", bound="Edge[Any]")
ItemT = TypeVar("ItemT")
OtherT = TypeVar("OtherT")
KeyT = TypeVar("KeyT", bound=tuple[Scalar, ...])
A = TypeVar("A", bound=Scalar)
B = TypeVar("B", bound=Scalar)
C = TypeVar("C", bound=Scalar)
D = TypeVar("D", bound=Scalar)

First = Annotated[
    int | None,
    strawberry.argument(
        description=f"Maximum number of items, 1 to {MAXIMUM_FIRST}; null means the same as leaving it out."
    ),
]
After = Annotated[
    str | None,
    strawberry.argument(description="The `endCursor` of the previous page."),
]


@strawberry.type(description="Position of a page in its connection.")
class PageInfo:
    """Relay's page information."""

    has_next_page: bool = strawberry.field(
        description="Whether there are more items after this page.", metadata=price(0)
    )
    has_previous_page: bool = strawberry.field(
        description="Whether there are items before this page: true when `after` was given.",
        metadata=price(0),
    )
    start_cursor: str | None = strawberry.field(
        description="Cursor of the first item; null on an empty page.", metadata=price(0)
    )
    end_cursor: str | None = strawberry.field(
        description="Cursor of the last item, for `after`; null on an empty page.", metadata=price(0)
    )


@strawberry.type(description="One item of a page.")
class Edge(Generic[NodeT]):
    """An item with its cursor. Derive from it: `class PersonEdge(Edge[Person])`, and add facts of the pairing."""

    node: NodeT = strawberry.field(description="The item.")
    cursor: str = strawberry.field(
        description="The item's position in the connection, for `after`.", metadata=price(0)
    )


@strawberry.type(description="One page of items in a total order.")
class Connection(Generic[EdgeT]):
    """A page of edges. Derive from it: `class PersonConnection(Connection[PersonEdge])`."""

    edges: list[EdgeT] = strawberry.field(
        description="The items of this page, in order.", metadata=price(items=PAGE)
    )
    page_info: PageInfo = strawberry.field(description="Position of this page.", metadata=price(0))

    @classmethod
    def of(cls, edges: Sequence[EdgeT], *, has_next: bool, has_previous: bool) -> Self:
        """The connection of these edges."""
        return cls(
            edges=PacedList(edges),
            page_info=PageInfo(
                has_next_page=has_next,
                has_previous_page=has_previous,
                start_cursor=edges[0].cursor if edges else None,
                end_cursor=edges[-1].cursor if edges else None,
            ),
        )


@dataclass(frozen=True, slots=True)
class Page(Generic[ItemT]):
    """A page of anything, and whether more follow."""

    items: tuple[ItemT, ...]
    has_next: bool

    @staticmethod
    def cut(found: Sequence[OtherT], first: int) -> "Page[OtherT]":
        """The page from up to first + 1 items."""
        return Page(tuple(found[:first]), len(found) > first)

    def map(self, change: Callable[[ItemT], OtherT]) -> "Page[OtherT]":
        """The same page of other items."""
        return Page(tuple(map(change, self.items)), self.has_next)


@dataclass(frozen=True, slots=True)
class PageArguments(Generic[KeyT]):
    """The meaning of `first` and `after`: the number of items, and the sort values they start after."""

    first: int
    after: KeyT | None


@dataclass(frozen=True, slots=True)
class Keyset(Generic[KeyT]):
    """The order of one connection: its name, and the types of the values that it is sorted by. See `keyset`."""

    kind: str
    shapes: tuple[type[Scalar], ...]

    def arguments(self, first: int | None, after: str | None) -> PageArguments[KeyT]:
        """The requested slice. Raises InvalidInput for `first` out of bounds and for a cursor of another connection."""
        return PageArguments(checked_first(first), None if after is None else self.decode(after))

    def encode(self, key: KeyT) -> str:
        """The cursor of an item with these sort values."""
        return encode_cursor(self.kind, key)

    def decode(self, cursor: str) -> KeyT:
        """The sort values in a cursor. Raises InvalidInput."""
        return cast(KeyT, decode_cursor(self.kind, cursor, self.shapes))


@overload
def keyset(kind: str, first: type[A], /) -> Keyset[tuple[A]]: ...
@overload
def keyset(kind: str, first: type[A], second: type[B], /) -> Keyset[tuple[A, B]]: ...
@overload
def keyset(kind: str, first: type[A], second: type[B], third: type[C], /) -> Keyset[tuple[A, B, C]]: ...
@overload
def keyset(
    kind: str, first: type[A], second: type[B], third: type[C], fourth: type[D], /
) -> Keyset[tuple[A, B, C, D]]: ...
def keyset(kind: str, *shapes: type[Scalar]) -> Keyset[Any]:
    """The order `kind`, sorted by values of these types; the last one is the id, so that the order is total."""
    return Keyset(kind, shapes)


def checked_first(first: int | None, default: int = DEFAULT_FIRST) -> int:
    """`first` itself, or the default for null. Raises InvalidInput unless it lies between 1 and MAXIMUM_FIRST."""
    if first is None:
        return default
    if not 1 <= first <= MAXIMUM_FIRST:
        raise InvalidInput(f"first must be between 1 and {MAXIMUM_FIRST}; you sent {first}.", path=["first"])
    return first
