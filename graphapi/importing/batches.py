"""Takes what is read or compared apart into batches."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")


def batched(items: Iterable[T], size: int) -> Iterator[tuple[T, ...]]:
    """The items in their order, `size` at a time."""
    left = iter(items)
    while batch := tuple(islice(left, size)):
        yield batch
