"""Retries a transaction after a transient fault, within its deadline and the retry window.

Nothing is retried after an uncertain commit or past the deadline; an uncertain commit is reported as such.
"""

import asyncio
import logging
import random
import time
from collections.abc import Awaitable, Callable, Iterator
from typing import Any, Generic, TypeVar

from neo4j.exceptions import DriverError, Neo4jError

from graphapi.graphdb.deadlines import seconds_left
from graphapi.graphdb.faults import CommitUnknown, interrupted, may_chain, may_try_again, too_late, translate
from graphapi.graphdb.own_task import Interrupted, in_own_task

Answer = TypeVar("Answer")

# The server looks for transactions past their deadline only now and then, and its answer needs a moment too.
_GRACE_SECONDS = 1.0
# What a request with a limit of its own keeps for its answer.
_ANSWER_SECONDS = 0.1
_FIRST_PAUSE_SECONDS = 0.05
_LONGEST_PAUSE_SECONDS = 1.0

_log = logging.getLogger("graphapi.graphdb")


class Course(Generic[Answer]):
    """How far a transaction has come; `ends_at` is on the monotonic clock."""

    def __init__(
        self, name: str, seconds: float, retry_window_seconds: float, *, writes: bool, schema: bool = False
    ) -> None:
        self.name = name
        self.writes = writes
        self.schema = schema
        self.retry_window_seconds = retry_window_seconds
        allowed = min(seconds + _GRACE_SECONDS, seconds_left() - _ANSWER_SECONDS)
        self.allowed_seconds = max(allowed, 0.0)
        self.ends_at = time.monotonic() + min(seconds, self.allowed_seconds)
        self.begun = False
        self.committing = False
        self.answers: list[Answer] = []

    @property
    def server_seconds(self) -> float:
        """What the server may take; never 0, which would mean without end."""
        return max(self.ends_at - time.monotonic(), 0.001)

    @property
    def metadata(self) -> dict[str, Any]:
        """What SHOW TRANSACTIONS and the server's logs say of the transaction."""
        return {"app": "graphapi", "query": self.name}


async def until_done(course: Course[Answer], attempt: Callable[[], Awaitable[None]]) -> Answer:
    """The answer that an attempt puts into the course.

    Raises what an attempt raises, errors of the driver translated, DeadlineExceeded, CommitUnknown, and Unavailable
    when it was cancelled although nobody had cancelled the caller.
    """
    scope = asyncio.timeout(course.allowed_seconds)
    try:
        async with scope:
            await in_own_task(_attempts(course, attempt))
    except Interrupted as error:
        if not course.answers:
            raise (CommitUnknown() if course.committing and course.writes else interrupted()) from error
    except TimeoutError as error:
        if not scope.expired():
            raise
        if not course.answers:
            raise (CommitUnknown() if course.committing and course.writes else too_late()) from error
    return course.answers[0]


async def _attempts(course: Course[Answer], attempt: Callable[[], Awaitable[None]]) -> None:
    pauses = _pauses()
    trouble_since: float | None = None
    while True:
        started = time.monotonic()
        course.begun = course.committing = False
        try:
            await attempt()
        except (DriverError, Neo4jError) as error:
            if course.answers:
                # Only giving the connection back has failed.
                return
            pause, now = next(pauses), time.monotonic()
            if trouble_since is None:
                # An attempt that never reached the server was in trouble from its start.
                trouble_since = now if course.begun else started
            until = min(trouble_since + course.retry_window_seconds, course.ends_at)
            if now + pause > until or not may_try_again(error, writes=course.writes, schema=course.schema):
                raise translate(course.name, error) from may_chain(error)
            _log.debug("Transaction %s is tried again after %s", course.name, type(error).__name__)
            await asyncio.sleep(pause)
        else:
            return


def _pauses() -> Iterator[float]:
    """Growing pauses in seconds, each off by up to a half, so that two who met do not meet again."""
    pause = _FIRST_PAUSE_SECONDS
    while True:
        yield pause * random.uniform(0.5, 1.5)
        pause = min(pause * 2, _LONGEST_PAUSE_SECONDS)
