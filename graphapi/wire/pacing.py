"""Keeps a large answer from holding up everybody else: what waits for loaded objects goes on a few at a time."""

import asyncio
import gc
from collections import deque
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Sequence
from typing import Final, Generic, TypeVar

from strawberry.dataloader import DataLoader

Key = TypeVar("Key")
Value = TypeVar("Value")
Item = TypeVar("Item")

_AT_ONCE: Final = 16
_ITEMS_A_ROUND: Final = 8


def settle_memory() -> None:
    """Takes everything that is there for good out of the sight of the garbage collector.

    A full collection looks at every object, which holds the event loop for 50 to 100 ms with a schema and its modules
    loaded; after this only at what requests have made.
    """
    gc.collect()
    gc.freeze()


class Turns:
    """Lets so many of one request's waiters go on in each round of the event loop, in the order in which they came."""

    def __init__(self, at_once: int = _AT_ONCE) -> None:
        self._at_once = at_once
        self._left = at_once
        self._waiting: deque[asyncio.Future[None]] = deque()
        self._is_counting = False

    async def turn(self) -> None:
        """Returns at once while few have gone on in this round, and in a later one otherwise."""
        loop = asyncio.get_running_loop()
        if not self._is_counting:
            self._is_counting = True
            loop.call_soon(self._next_round)
        if self._left and not self._waiting:
            self._left -= 1
            return
        place = loop.create_future()
        self._waiting.append(place)
        await place

    def _next_round(self) -> None:
        self._left = self._at_once
        while self._waiting and self._left:
            place = self._waiting.popleft()
            # One who was cancelled takes no turn.
            if not place.done():
                place.set_result(None)
                self._left -= 1
        self._is_counting = self._left < self._at_once
        if self._is_counting:
            asyncio.get_running_loop().call_soon(self._next_round)


class PacedLoader(DataLoader[Key, Value], Generic[Key, Value]):
    """A dataloader whose callers go on in turns. Raises nothing of its own."""

    def __init__(
        self, load: Callable[[list[Key]], Awaitable[Sequence[Value | BaseException]]], turns: Turns
    ) -> None:
        super().__init__(load)
        self._turns = turns

    def load(self, key: Key) -> Awaitable[Value]:
        """The object, together with the others that are asked for meanwhile."""
        return self._in_turn(super().load(key))

    async def _in_turn(self, loaded: Awaitable[Value]) -> Value:
        value = await loaded
        await self._turns.turn()
        return value


class PacedList(list[Item], Generic[Item]):
    """A list of objects with fields of their own, which the executor goes through in several rounds of the event loop.

    graphql-core takes whatever can be iterated asynchronously item by item, and a plain list in one go.
    """

    def __aiter__(self) -> AsyncIterator[Item]:
        """The items, a few in each round."""
        return self._in_rounds()

    async def _in_rounds(self) -> AsyncGenerator[Item]:
        for place, item in enumerate(self):
            if place % _ITEMS_A_ROUND == _ITEMS_A_ROUND - 1:
                await asyncio.sleep(0)
            yield item
