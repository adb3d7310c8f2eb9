"""Serves a schema over HTTP, with typed responses to requests that are not GraphQL, and with all guards."""

import asyncio
from collections.abc import Callable, Iterable
from contextlib import nullcontext
from types import SimpleNamespace
from typing import Any, Final, cast

from cross_web import HTTPException
from fastapi import FastAPI
from starlette.exceptions import HTTPException as StarletteHTTPException
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Receive, Scope, Send
from strawberry.fastapi import GraphQLRouter
from strawberry.types.unset import UNSET

from graphapi.errors import GraphapiError, SetupProblem
from graphapi.telemetry.metrics import Metrics
from graphapi.wire.answers import refusal
from graphapi.wire.body import MAXIMUM_BODY_BYTES, BodyLimit
from graphapi.wire.callers import LOOPBACK_NAMES, AllowedHosts, AllowedPages
from graphapi.wire.deadline import DEADLINE_SECONDS, Deadline, Limit
from graphapi.wire.headers import SecurityHeaders
from graphapi.wire.prefix import PathPrefix
from graphapi.wire.reading import read_json, require_json
from graphapi.wire.reporting import log_unexpected
from graphapi.wire.schema import Schema
from graphapi.wire.shedding import REQUESTS_AT_ONCE, RequestsAtOnce
from graphapi.wire.watching import WatchedRequests

# Reading a value takes as long as reading a hundred characters of text.
MAXIMUM_VALUES: Final = 5_000


class Router(GraphQLRouter[Any, None]):
    """The GraphQL endpoint at `path`, without subscriptions.

    `context_getter` is a FastAPI dependency that gives the RequestContext. page: gives what a browser gets at `path`.
    """

    def __init__(
        self,
        schema: Schema,
        context_getter: Callable[..., Any],
        *,
        path: str = "/graphql",
        page: Callable[[], str] | None = None,
    ) -> None:
        super().__init__(
            schema,
            path,
            context_getter=context_getter,
            subscription_protocols=(),
            graphql_ide="graphiql" if page else None,
        )
        self._page = page

    @property
    def graphql_ide_html(self) -> str:
        """The page that a browser gets."""
        return self._page() if self._page else ""

    def decode_json(self, data: str | bytes) -> object:
        """What a request says. Answers 400 to what is not an object, and to what no text can hold."""
        if _separators(data) > MAXIMUM_VALUES:
            raise TooManyValues
        value = read_json(data)
        if isinstance(value, list):
            raise HTTPException(400, "A request can hold only one operation. Send one request for each.")
        if not isinstance(value, dict):
            raise HTTPException(400, 'A request must be an object like {"query": "{ __typename }"}.')
        return cast(object, value)

    async def parse_http_body(self, request: Any) -> Any:
        """What a request asks. Answers 400 to a body that does not say that it is JSON."""
        if request.method != "GET":
            require_json(request.content_type, request.headers.get("content-encoding"))
            # Strawberry compares with this spelling only.
            request = SimpleNamespace(
                method=request.method,
                headers=request.headers,
                content_type="application/json",
                get_body=request.get_body,
            )
        return await super().parse_http_body(request)

    async def run(self, request: Any, context: Any = UNSET, root_value: Any = UNSET) -> Any:
        """Serves one request; what is not GraphQL gets an error in GraphQL's shape."""
        try:
            return cast(Any, await super().run(request, context, root_value))  # pyright: ignore[reportUnknownMemberType]
        except TooManyValues as error:
            return refusal(error.status_code, "TOO_MANY_VALUES", error.reason)
        except HTTPException as error:
            return refusal(error.status_code, "BAD_REQUEST", error.reason)


class TooManyValues(HTTPException):
    """A body that holds more lists, objects and members than any question needs."""

    def __init__(self) -> None:
        super().__init__(
            400,
            f"The request body has more than {MAXIMUM_VALUES} values (commas and opening brackets are counted). "
            "Send fewer at once.",
        )


def _separators(data: str | bytes) -> int:
    """No fewer than the values that a JSON text holds, less one; found without reading it."""
    if isinstance(data, bytes):
        return data.count(b",") + data.count(b"[") + data.count(b"{")
    return data.count(",") + data.count("[") + data.count("{")


class LastResort:
    """ASGI middleware that answers what nobody caught: typed, masked, and logged without personal data."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request."""
        begun = False

        async def watched(message: Any) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, watched)
        except ClientDisconnect:
            # Nobody is there to be answered.
            return
        except asyncio.CancelledError as error:
            task = asyncio.current_task()
            if begun or scope["type"] != "http" or (task is not None and task.cancelling()):
                raise
            # Nobody has cancelled the request: something below has given up by itself.
            message = f"The request was interrupted. Try again in a moment. Reference {log_unexpected(error)}."
            await refusal(503, "UNAVAILABLE", message, {"retry-after": "1"})(scope, receive, send)
        except Exception as error:
            if begun or scope["type"] != "http":
                raise
            await _answer_for(error)(scope, receive, send)


def guard(
    app: FastAPI,
    *,
    deadline_seconds: float = DEADLINE_SECONDS,
    limit: Limit = nullcontext,
    maximum_body_bytes: int = MAXIMUM_BODY_BYTES,
    hosts: Iterable[str] = LOOPBACK_NAMES,
    origins: Iterable[str] = (),
    open_paths: Iterable[str] = (),
    requests_at_once: int = REQUESTS_AT_ONCE,
    metrics: Metrics | None = None,
    known_paths: Iterable[str] = ("/", "/graphql"),
    operations: Iterable[str] = (),
    path_prefix: str = "",
) -> None:
    """Puts every guard in front of an application; the last one added stands outermost.

    hosts: the names under which it is served. origins: those of other sites whose pages may ask. open_paths: served
    whoever asks. requests_at_once: how many are worked on at a time, open paths aside. known_paths, operations: what
    may be named in logs and metrics. path_prefix: the path under which a proxy publishes the application.
    """
    app.add_exception_handler(StarletteHTTPException, _no_such_door)
    app.add_middleware(LastResort)
    # Inside the reading of bodies: who sends slowly takes no place.
    app.add_middleware(RequestsAtOnce, maximum=requests_at_once, open_paths=open_paths)
    app.add_middleware(BodyLimit, maximum=maximum_body_bytes)
    app.add_middleware(Deadline, seconds=deadline_seconds, limit=limit)
    app.add_middleware(AllowedPages, origins=origins, open_paths=open_paths)
    app.add_middleware(AllowedHosts, names=hosts, open_paths=open_paths)
    if origins:
        # Outside the other guards, so that pages of these origins can read refusals too.
        app.add_middleware(
            CORSMiddleware,
            allow_origins=tuple(origins),
            allow_methods=("GET", "POST"),
            allow_headers=("authorization", "x-request-id"),
            expose_headers=("retry-after", "x-request-id"),
        )
    app.add_middleware(SecurityHeaders)
    app.add_middleware(
        WatchedRequests, metrics=metrics or Metrics(), paths=known_paths, quiet=open_paths, operations=operations
    )
    app.add_middleware(PathPrefix, prefix=path_prefix)


async def _no_such_door(request: Request, error: Exception) -> Response:
    """Paths and methods that nobody serves."""
    if not isinstance(error, StarletteHTTPException):
        raise error
    code = "NOT_FOUND" if error.status_code == 404 else "BAD_REQUEST"
    headers = dict(error.headers or {})
    if error.status_code == 405:
        # Starlette names the methods of the first route alone.
        headers["Allow"] = ", ".join(sorted(_methods_of(request)))
    return refusal(error.status_code, code, f"{error.detail}.", headers)


def _methods_of(request: Request) -> set[str]:
    """The methods with which any route serves this path."""
    routes: list[BaseRoute] = request.app.routes
    return {
        method
        for method in ("DELETE", "GET", "HEAD", "PATCH", "POST", "PUT")
        if any(route.matches({**request.scope, "method": method})[0] is Match.FULL for route in routes)
    }


def _answer_for(error: Exception) -> ASGIApp:
    if isinstance(error, GraphapiError) and not isinstance(error, SetupProblem):
        return refusal(_STATUS.get(error.code, 400), error.code, error.message)
    reference = log_unexpected(error)
    return refusal(500, "INTERNAL_ERROR", f"Internal error; reference {reference}.")


_STATUS: Final = {
    "UNAVAILABLE": 503,
    "OVERLOADED": 503,
    "DEADLINE_EXCEEDED": 504,
    "NOT_ALLOWED": 403,
    "NOT_FOUND": 404,
}
