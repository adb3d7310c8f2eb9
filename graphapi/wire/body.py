"""Refuses request bodies that are too large, before parsing and without keeping them in memory."""

import asyncio
from contextlib import suppress
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from graphapi.wire.answers import refusal

MAXIMUM_BODY_BYTES: Final = 256_000
_DISCARDED_BYTES: Final = 128_000_000
_DISCARDING_SECONDS: Final = 2.0


class BodyLimit:
    """ASGI middleware that hands on whole bodies of at most `maximum` bytes and answers 413 to all others.

    A body is held in memory until it is complete: at that size this costs nothing, and the application never
    sees half of a body that turns out to be too big.
    """

    def __init__(self, app: ASGIApp, maximum: int = MAXIMUM_BODY_BYTES) -> None:
        self._app = app
        self._maximum = maximum

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        body = None if _declared_bytes(scope) > self._maximum else await self._read(receive)
        if body is None:
            message = f"The request body is larger than {self._maximum} bytes. Send less at once."
            await _discard(receive)
            # What still comes after that is on its way and nobody will read it.
            await refusal(413, "BODY_TOO_LARGE", message, {"connection": "close"})(scope, receive, send)
            return
        await self._app(scope, _replaying(body, receive), send)

    async def _read(self, receive: Receive) -> list[Message] | None:
        """The messages that end the body, or None as soon as they hold too much."""
        chunks: list[bytes] = []
        size = 0
        while True:
            message = await receive()
            if message["type"] != "http.request":
                return [message]
            chunk: bytes = message.get("body", b"")
            size += len(chunk)
            if size > self._maximum:
                return None
            chunks.append(chunk)
            if not message.get("more_body", False):
                return [{"type": "http.request", "body": b"".join(chunks), "more_body": False}]


async def _discard(receive: Receive) -> None:
    """Reads the rest of the body, within bounds: a client that is cut off while sending never reads the refusal."""
    taken = 0
    with suppress(TimeoutError):
        async with asyncio.timeout(_DISCARDING_SECONDS):
            while taken < _DISCARDED_BYTES:
                message = await receive()
                taken += len(message.get("body", b""))
                if message["type"] != "http.request" or not message.get("more_body", False):
                    return


def _declared_bytes(scope: Scope) -> int:
    """The length that the request declares. A server refuses what is not a number; here it counts as nothing."""
    headers: list[tuple[bytes, bytes]] = scope["headers"]
    for name, value in headers:
        if name == b"content-length" and value.isdigit():
            # More digits than this are too big whatever they say, and Python refuses to read thousands.
            return int(value[:19])
    return 0


def _replaying(messages: list[Message], receive: Receive) -> Receive:
    """What was read, and then whatever follows."""
    pending = list(messages)

    async def replay() -> Message:
        return pending.pop(0) if pending else await receive()

    return replay
