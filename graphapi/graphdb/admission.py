"""Limits how much expensive work runs at a time; a few more pieces wait briefly, and the rest are refused at once.

An overloaded database does less work, not more. The refusal comes before any
work, when the queue is full or the wait would use up the time that the request has left.
"""

import asyncio
import math
import random
import time
from collections import deque
from collections.abc import AsyncGenerator, Callable, Generator
from contextlib import asynccontextmanager, contextmanager, suppress
from contextvars import ContextVar
from statistics import median_low
from typing import Final

from graphapi.errors import Overloaded
from graphapi.graphdb.deadlines import seconds_left

# The middle of the last durations: the first ranking after a start takes many times as long as the others.
_REMEMBERED: Final = 9
_SHORTEST_PAUSE_SECONDS: Final = 1.0
_LONGEST_PAUSE_SECONDS: Final = 5.0

_turn: ContextVar[asyncio.Lock | None] = ContextVar("graphapi_turn", default=None)
_inside: ContextVar[bool] = ContextVar("graphapi_inside_a_turn", default=False)


@contextmanager
def one_at_a_time() -> Generator[None]:
    """Inside the block, and in the tasks started there, expensive work is done one piece after another.

    A request that asks for ten rankings thereby takes one place at a time, as a request for one does.
    """
    token = _turn.set(asyncio.Lock())
    try:
        yield
    finally:
        _turn.reset(token)


class Admission:
    """Places for work of one kind: `at_once` of it runs, `waiting` more may queue, first come, first served."""

    def __init__(self, at_once: int, waiting: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._free = at_once
        self._at_once = at_once
        self._waiting = waiting
        self._clock = clock
        self._queue: deque[asyncio.Future[None]] = deque()
        self._durations: deque[float] = deque(maxlen=_REMEMBERED)
        self._usual_seconds = 0.0

    @property
    def running(self) -> int:
        """How many pieces of work have a place."""
        return self._at_once - self._free

    @property
    def queued(self) -> int:
        """How many wait for one."""
        return len(self._queue)

    @asynccontextmanager
    async def place(self) -> AsyncGenerator[None]:
        """A place for as long as the block runs. Raises Overloaded, without a wait, when there is none in time."""
        lock = None if _inside.get() else _turn.get()
        if lock is None:
            async with self._taken():
                yield
            return
        if not lock.locked():
            self._refuse_what_is_hopeless()
        async with lock:
            token = _inside.set(True)
            try:
                async with self._taken():
                    yield
            finally:
                _inside.reset(token)

    @asynccontextmanager
    async def _taken(self) -> AsyncGenerator[None]:
        if self._free:
            self._free -= 1
        else:
            self._refuse_what_is_hopeless()
            await self._wait()
        started = self._clock()
        try:
            yield
        finally:
            self._learn(self._clock() - started)
            self._hand_on()

    def _refuse_what_is_hopeless(self) -> None:
        if self._free:
            return
        wait = self._expected_wait(len(self._queue) + 1)
        if len(self._queue) >= self._waiting or wait + self._usual_seconds > seconds_left():
            raise self._refusal()

    async def _wait(self) -> None:
        """Waits for a place, at most until there would be no time left to use it."""
        turn = asyncio.get_running_loop().create_future()
        self._queue.append(turn)
        patience = seconds_left() - self._usual_seconds
        try:
            async with asyncio.timeout(None if math.isinf(patience) else patience):
                await turn
        except BaseException as error:
            if turn.done() and not turn.cancelled():
                # The place came at the same moment.
                self._hand_on()
            else:
                with suppress(ValueError):
                    self._queue.remove(turn)
            if isinstance(error, TimeoutError):
                raise self._refusal() from error
            raise

    def _hand_on(self) -> None:
        """Gives a place to the one who has waited longest."""
        while self._queue:
            turn = self._queue.popleft()
            if not turn.done():
                turn.set_result(None)
                return
        self._free += 1

    def _learn(self, seconds: float) -> None:
        self._durations.append(seconds)
        self._usual_seconds = median_low(self._durations)

    def _expected_wait(self, place_in_queue: int) -> float:
        return place_in_queue * self._usual_seconds / self._at_once

    def _refusal(self) -> Overloaded:
        # Spread over time, so that those who were refused together do not come back together.
        queue = self._expected_wait(self._waiting)
        pause = min(max(queue, _SHORTEST_PAUSE_SECONDS), _LONGEST_PAUSE_SECONDS)
        return Overloaded(
            "The service is at its limit of rankings. Try again in a moment.",
            retry_after_seconds=round(pause * random.uniform(1, 2), 1),
        )
