"""Sheds load: answers OVERLOADED with status 503 and when to retry, at once."""

import math
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, cast

from graphql import GraphQLError
from starlette.types import ASGIApp, Receive, Scope, Send
from strawberry.extensions import SchemaExtension

from graphapi.errors import Overloaded
from graphapi.wire.answers import refusal

REQUESTS_AT_ONCE: Final = 128


class RequestsAtOnce:
    """ASGI middleware that works on at most `maximum` requests at a time; those to `open_paths` are not counted."""

    def __init__(self, app: ASGIApp, maximum: int = REQUESTS_AT_ONCE, open_paths: Iterable[str] = ()) -> None:
        self._app = app
        self._maximum = maximum
        self._open_paths = frozenset(open_paths)
        self._running = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request."""
        if scope["type"] != "http" or scope["path"] in self._open_paths:
            await self._app(scope, receive, send)
            return
        if self._running >= self._maximum:
            message = "The service is busy with other requests. Try again in a moment."
            await refusal(503, Overloaded.code, message, {"retry-after": "1"})(scope, receive, send)
            return
        self._running += 1
        try:
            await self._app(scope, receive, send)
        finally:
            self._running -= 1


class ShedAnswers(SchemaExtension):
    """Adds HTTP's signs of overload to a response: `Retry-After`, and 503 when nothing was answered.

    Where a part was answered the status stays 200, because clients read data from such answers alone.
    """

    def on_operation(self) -> Iterator[None]:
        """Looks at the answer when it is complete."""
        yield
        context = self.execution_context
        result, response = context.result, getattr(context.context, "response", None)
        if result is None or response is None:
            return
        errors = cast(list[GraphQLError], getattr(result, "errors", None) or [])
        pauses = [pause for error in errors if (pause := _pause_in(error)) is not None]
        if not pauses:
            return
        response.headers["retry-after"] = str(math.ceil(max(pauses)))
        data = cast(Mapping[str, Any] | None, getattr(result, "data", None))
        if len(pauses) == len(errors) and not any(value is not None for value in (data or {}).values()):
            response.status_code = 503


def _pause_in(error: GraphQLError) -> float | None:
    extensions = error.extensions or {}
    return extensions.get("retryAfterSeconds") if extensions.get("code") == Overloaded.code else None
