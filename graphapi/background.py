"""Supervises what runs beside the requests: a task that fails is logged and started again, after growing pauses."""

import asyncio
import logging
import traceback
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from typing import NoReturn

from graphapi.graphdb.own_task import Interrupted, in_own_task

_log = logging.getLogger("graphapi.background")
_FIRST_PAUSE_SECONDS = 1.0
_LONGEST_PAUSE_SECONDS = 60.0


class Background:
    """The tasks that run beside the requests of one application."""

    def __init__(self, *, first_pause_seconds: float = _FIRST_PAUSE_SECONDS) -> None:
        self._first_pause_seconds = first_pause_seconds
        self._failures: dict[str, int] = {}

    def notices(self) -> list[str]:
        """What people should know of tasks that have failed and have not run well since."""
        return [
            f"The task '{name}' has failed {times} {'time' if times == 1 else 'times'} in a row and is being "
            "restarted; the log says why."
            for name, times in self._failures.items()
        ]

    def failing(self) -> int:
        """How many of them there are."""
        return len(self._failures)

    @asynccontextmanager
    async def running(self, name: str, work: Callable[[], Awaitable[None]]) -> AsyncGenerator[None]:
        """Runs `work`, which should not end, inside the block; cancels it at the end of the block."""
        task = asyncio.create_task(self._keep_running(name, work))
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
            self._failures.pop(name, None)

    async def _keep_running(self, name: str, work: Callable[[], Awaitable[None]]) -> NoReturn:
        async def once() -> None:
            await work()

        while True:
            try:
                await in_own_task(once())
                reason = "it ended"
            except Interrupted:
                reason = "it was cancelled"
            except Exception as error:
                reason = _in_words(error)
            failures = self._failures[name] = self._failures.get(name, 0) + 1
            pause = min(self._first_pause_seconds * 2 ** min(failures - 1, 10), _LONGEST_PAUSE_SECONDS)
            _log.error("The task '%s' restarts in %g s: %s", name, pause, reason)
            await asyncio.sleep(pause)
            asyncio.get_running_loop().call_later(_LONGEST_PAUSE_SECONDS, self._forgive, name, failures)

    def _forgive(self, name: str, failures: int) -> None:
        """Takes a notice back when the task has not failed again since."""
        if self._failures.get(name) == failures:
            del self._failures[name]


def _in_words(error: Exception) -> str:
    """The exception's class and the place in the code; its message may hold personal data."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else "an unknown place"
    return f"{type(error).__qualname__} at {place}"
