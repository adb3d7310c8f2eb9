"""Draws of a seeded generator, in the few forms that the sample needs."""

from bisect import bisect
from collections.abc import Iterable, Sequence
from itertools import accumulate
from random import Random
from typing import Generic, TypeVar

Item = TypeVar("Item")


class Weighted(Generic[Item]):
    """Draws items by weight, in the order given."""

    def __init__(self, pairs: Iterable[tuple[Item, float]]) -> None:
        """Takes (item, weight above 0) pairs, at least one."""
        kept = list(pairs)
        self._items = [item for item, _ in kept]
        self._ends = list(accumulate(weight for _, weight in kept))

    def draw(self, rng: Random) -> Item:
        """One item."""
        index = bisect(self._ends, rng.random() * self._ends[-1])
        # A product of floats may reach the last end itself.
        return self._items[min(index, len(self._items) - 1)]


def pick(rng: Random, items: Sequence[Item]) -> Item:
    """One item, each as likely as the others."""
    return items[int(rng.random() * len(items))]


def some(rng: Random, items: Sequence[Item], count: int) -> list[Item]:
    """At most `count` distinct places of `items`, in a drawn order."""
    return rng.sample(items, min(count, len(items)))
