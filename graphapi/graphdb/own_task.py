"""Runs the driver's work in a task of its own, so that what the driver does to its task stays there.

The driver cancels the task that it runs in once more when a cancellation meets certain of its waits, and its cleaning
up may end a wait by a CancelledError of its own. `asyncio.timeout` counts the cancellations of a task: in a task that
it shares with the driver it takes a timeout for somebody's wish to stop everything.
"""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

Answer = TypeVar("Answer")


class Interrupted(Exception):
    """The work was cancelled without a request to cancel it."""


async def in_own_task(work: Coroutine[Any, Any, Answer]) -> Answer:
    """The answer of `work`, or its exception.

    Cancelling the caller cancels the work, waits for its end, and raises CancelledError whatever that end was.
    Raises Interrupted when the work ends cancelled although nobody cancelled the caller.
    """
    caller = asyncio.current_task()
    assert caller is not None
    before = caller.cancelling()
    task = asyncio.create_task(work)
    try:
        answer = await task
    except asyncio.CancelledError:
        if caller.cancelling() > before:
            raise
        raise Interrupted from None
    except Exception as error:
        if caller.cancelling() > before:
            raise asyncio.CancelledError from error
        raise
    if caller.cancelling() > before:
        raise asyncio.CancelledError
    return answer
