"""Connections of clients: how long each may stay silent, how many there may be, and what a malformed request gets.

uvicorn bounds neither the wait for a request's head nor the number of idle connections, and refuses requests, health
included, once it has many connections.
"""

import asyncio
import sys
from dataclasses import dataclass
from typing import Any, Final, cast

import h11
from starlette.types import Receive, Scope, Send
from uvicorn.config import Config
from uvicorn.protocols.http.h11_impl import STATUS_PHRASES, H11Protocol
from uvicorn.server import ServerState

from graphapi.wire.answers import refusal

# Unsent bytes of a closed connection are given up after this long.
_LINGER_SECONDS: Final = 5.0
_MALFORMED: Final = {
    431: "The request headers are too large.",
    501: "The transfer encoding is not supported. Send chunked, or a content length.",
}


@dataclass(frozen=True, slots=True)
class ConnectionLimits:
    """Bounds on connections.

    head_seconds: from the opening of a connection, or the first byte of a further request, to the end of the
    request's head. idle_seconds: between an answer and the next request. request_seconds: from the head to the end
    of the answer, taken off by the client. connections: at most, of which the longest idle one goes first.
    requests: at a time at most, those for `open_paths` not counted.
    """

    head_seconds: float = 10.0
    idle_seconds: float = 15.0
    request_seconds: float = 30.0
    connections: int = 512
    requests: int = 400
    open_paths: frozenset[str] = frozenset()


def protocol_with(limits: ConnectionLimits) -> type[H11Protocol]:
    """The class of connections with these limits, for uvicorn's configuration."""

    class Limited(BoundedConnection):
        bounds = limits

    return Limited


class BoundedConnection(H11Protocol):
    """One connection of a client."""

    bounds = ConnectionLimits()

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self._served_app = self.app
        self.app = self._admitted  # pyright: ignore[reportAttributeAccessIssue]
        self.limit_concurrency = None
        self.timeout_keep_alive = self.bounds.idle_seconds  # pyright: ignore[reportAttributeAccessIssue]
        self._timer: asyncio.TimerHandle | None = None
        self._timed_request: object = None
        self._heard = False
        self.idle_since = 0.0

    @property
    def is_idle(self) -> bool:
        """Whether no request is being served."""
        return self.cycle is None or self.cycle.response_complete  # pyright: ignore[reportUnnecessaryComparison]

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Makes room for a new connection, which has so long to send the head of a request."""
        super().connection_made(transport)
        self.idle_since = self.loop.time()
        self._set_timer(self.bounds.head_seconds, self._head_is_late)
        if len(self.connections) > self.bounds.connections:
            self._close_longest_idle()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forgets the timer."""
        self._unset_timer()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Starts or stops the timer as a request begins or is complete in its head."""
        self._heard = True
        super().data_received(data)
        self._watch()

    def on_response_complete(self) -> None:
        """Begins to be idle; a further request may already be there."""
        self.idle_since = self.loop.time()
        self._heard = False
        self._unset_timer()
        super().on_response_complete()
        if not self.is_idle:
            self._watch()

    def timeout_keep_alive_handler(self) -> None:
        """Closes an idle connection, whether or not the client takes what was sent."""
        super().timeout_keep_alive_handler()
        self._linger()

    def send_400_response(self, msg: str) -> None:
        """Answers what is no HTTP, unless an answer has already begun."""
        # uvicorn calls this while it handles the exception, and keeps what that says about the status to itself.
        error = sys.exception()
        status = error.error_status_hint if isinstance(error, h11.RemoteProtocolError) else 400
        self._refuse(status, "BAD_REQUEST", _MALFORMED.get(status, "The request is not valid HTTP/1.1."))

    def _watch(self) -> None:
        """One timer for the head of a request, however many pieces it comes in, then one for its answer."""
        if self.transport.is_closing():
            return
        if self.is_idle:
            if self._timer is None:
                self._set_timer(self.bounds.head_seconds, self._head_is_late)
        elif self._timed_request is not self.cycle:
            self._timed_request = self.cycle
            self._set_timer(self.bounds.request_seconds, self._abort)

    def _head_is_late(self) -> None:
        if self._heard:
            self._refuse(408, "REQUEST_TIMEOUT", "The request did not arrive in time.")
        else:
            self.close_idle()

    def close_idle(self) -> None:
        """Closes a connection on which nothing is asked."""
        self.transport.close()
        self._linger()

    def _close_longest_idle(self) -> None:
        others = [
            other
            for other in cast(set[object], self.connections)
            if isinstance(other, BoundedConnection) and other is not self and other.is_idle
        ]
        if others:
            longest = min(others, key=lambda other: other.idle_since)
            # It is lost only in the next turn of the loop, in which others may already have come.
            self.connections.discard(longest)
            longest.close_idle()

    def _refuse(self, status: int, code: str, message: str) -> None:
        if self.cycle is not None:  # pyright: ignore[reportUnnecessaryComparison]
            self.cycle.disconnected = True
            self.cycle.message_event.set()
        if self.conn.our_state in (h11.IDLE, h11.SEND_RESPONSE):
            answer = refusal(status, code, message, {"connection": "close"})
            head = h11.Response(
                status_code=status, headers=answer.raw_headers, reason=STATUS_PHRASES.get(status, b"")
            )
            for event in (head, h11.Data(data=bytes(answer.body)), h11.EndOfMessage()):
                self.transport.write(self.conn.send(event) or b"")
        self.transport.close()
        self._linger()

    async def _admitted(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves a request unless too many others are being served."""
        if len(self.tasks) > self.bounds.requests and scope["path"] not in self.bounds.open_paths:
            message = "The service is busy with other requests. Try again in a moment."
            answer = refusal(503, "OVERLOADED", message, {"retry-after": "1", "connection": "close"})
            await answer(scope, receive, send)
            return
        await self._served_app(scope, receive, send)  # pyright: ignore[reportArgumentType]

    def _linger(self) -> None:
        self._set_timer(_LINGER_SECONDS, self._abort)

    def _abort(self) -> None:
        self.transport.abort()

    def _set_timer(self, seconds: float, then: Any) -> None:
        self._unset_timer()
        self._timer = self.loop.call_later(seconds, then)

    def _unset_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
