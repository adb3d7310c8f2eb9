"""Ends a request that takes too long, with a typed response if none has begun."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Any, Final, TypeAlias

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from graphapi.wire.answers import refusal

DEADLINE_SECONDS: Final = 10.0
Limit: TypeAlias = Callable[[float], AbstractContextManager[Any]]
_LOG: Final = logging.getLogger("graphapi.wire")


class Deadline:
    """ASGI middleware that cancels a request after `seconds` and answers 504.

    `limit` tells what works inside how long it has, so that it may end in order before it is cancelled.
    """

    def __init__(self, app: ASGIApp, seconds: float = DEADLINE_SECONDS, limit: Limit = nullcontext) -> None:
        self._app = app
        self._seconds = seconds
        self._limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = False

        async def watched(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        deadline = asyncio.timeout(self._seconds)
        try:
            async with deadline:
                with self._limit(self._seconds):
                    await self._app(scope, receive, watched)
        except (TimeoutError, asyncio.CancelledError):
            # Who is cancelled by the deadline may have cancelled the request a second time while tidying up.
            if not deadline.expired():
                raise
            if begun:
                # The server sees an answer without an end and closes the connection.
                _LOG.warning("A request exceeded its deadline of %g s after its answer had begun.", self._seconds)
                return
            message = (
                f"The request took longer than {self._seconds:g} s and was stopped. Its change may or may not "
                "have been saved; check before you try again."
            )
            await refusal(504, "DEADLINE_EXCEEDED", message, {"connection": "close"})(scope, receive, send)
