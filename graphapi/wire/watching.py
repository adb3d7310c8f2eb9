"""Watches each request: its id, its one line in the log, its metrics and its span."""

import logging
import time
from collections.abc import Iterable, Iterator
from typing import Final

from graphql import DocumentNode, FieldNode, OperationDefinitionNode
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from strawberry.extensions import SchemaExtension

from graphapi.telemetry.metrics import Metrics
from graphapi.telemetry.record import RequestRecord, now_serving, record, request_id
from graphapi.telemetry.spans import request_span

_LOG: Final = logging.getLogger("graphapi.requests")
_OTHER: Final = "other"
_MOST_FIELDS: Final = 20
# A client that goes away gets no status; proxies write 499 for that.
_CLIENT_GONE: Final = 499


class WatchedRequests:
    """ASGI middleware that stands outermost. `paths` may be named in logs; `quiet` ones are logged for debugging only.

    operations: names of GraphQL operations that may stand in logs and metrics; every other name may be anything.
    The caller's `X-Request-ID` is kept if it can stand in a log, and sent back.
    """

    def __init__(
        self,
        app: ASGIApp,
        metrics: Metrics,
        paths: Iterable[str] = (),
        quiet: Iterable[str] = (),
        operations: Iterable[str] = (),
    ) -> None:
        self._app = app
        self._metrics = metrics
        self._operations = frozenset(operations)
        self._quiet = frozenset(quiet)
        self._paths = frozenset(paths) | self._quiet

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        current = RequestRecord(request_id(headers.get("x-request-id")), self._operations)
        status = 0

        async def watched(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)["x-request-id"] = current.id
            await send(message)

        # Another path may be anything, a name included.
        path = scope["path"] if scope["path"] in self._paths else _OTHER
        token = now_serving.set(current)
        started = time.perf_counter()
        try:
            with request_span(f"{scope['method']} {path}", headers) as span:
                await self._app(scope, receive, watched)
                span.set_attribute("http.response.status_code", status)
                span.set_attribute("graphql.operation.name", current.operation)
        finally:
            seconds = time.perf_counter() - started
            status = status or _CLIENT_GONE
            self._metrics.request(path, current.operation, status, seconds, current.codes)
            level = logging.DEBUG if path in self._quiet else logging.INFO
            _LOG.log(level, "request", extra=_line(scope["method"], path, status, seconds, current))
            now_serving.reset(token)


def _line(method: str, path: str, status: int, seconds: float, current: RequestRecord) -> dict[str, object]:
    line: dict[str, object] = {
        # Methods are few, but a caller may invent one.
        "method": method if method in ("GET", "HEAD", "OPTIONS", "POST") else _OTHER,
        "path": path,
        "status": status,
        "ms": round(seconds * 1000, 1),
    }
    if current.operation:
        line["operation"] = current.operation
    if current.fields:
        line["fields"] = current.fields[:_MOST_FIELDS]
    if current.codes:
        line["codes"] = sorted(current.codes)
    return line


class NotedOperations(SchemaExtension):
    """Notes which operation a request asks for: its name if that is known, and its root fields."""

    def on_execute(self) -> Iterator[None]:
        """Looks at the document, which is valid by now: its fields are those of the schema."""
        current = record()
        document = self.execution_context.graphql_document
        if current is not None and document is not None:
            name = self.execution_context.operation_name
            current.operation = name if name is not None and name in current.known_operations else _OTHER
            current.fields[:] = sorted(_root_fields(document, name))
        yield


def _root_fields(document: DocumentNode, name: str | None) -> set[str]:
    return {
        node.name.value
        for definition in document.definitions
        if isinstance(definition, OperationDefinitionNode)
        and (name is None or (definition.name is not None and definition.name.value == name))
        for node in definition.selection_set.selections
        if isinstance(node, FieldNode)
    }
