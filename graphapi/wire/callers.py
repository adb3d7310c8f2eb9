"""Refuses requests for unknown hosts, and requests from web pages of other origins.

A browser on a machine that reaches the service lets any web page send requests to it. The Host header shows when a
page has pointed its own name at the service (DNS rebinding); `Origin` and `Sec-Fetch-Site` show which page asks.
Programs send neither of the latter two and are not affected.
"""

from collections.abc import Iterable
from typing import Final

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from graphapi.wire.addresses import Host, canonical_name, is_address, is_same_origin
from graphapi.wire.answers import refusal

LOOPBACK_NAMES: Final = ("localhost", "127.0.0.1", "::1")
_OWN_PAGES: Final = ("same-origin", "none")


class AllowedHosts:
    """ASGI middleware that answers 400 to requests for a host which is not among `names`.

    A name may begin with `*.`, which stands for every name below it. The address at which a connection arrived is
    allowed as well. `open_paths` are served whatever the host: probes use addresses that nobody can list.
    """

    def __init__(
        self, app: ASGIApp, names: Iterable[str] = LOOPBACK_NAMES, open_paths: Iterable[str] = ()
    ) -> None:
        self._app = app
        names = [canonical_name(name) for name in names]
        self._names = frozenset(name for name in names if not name.startswith("*."))
        self._endings = tuple(name[1:] for name in names if name.startswith("*."))
        self._open_paths = frozenset(open_paths)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request."""
        if scope["type"] != "http" or scope["path"] in self._open_paths or self._allows(scope):
            await self._app(scope, receive, send)
            return
        message = "The Host header names a host that is not allowed. Add it to GRAPHAPI_ALLOWED_HOSTS to allow it."
        await refusal(400, "HOST_NOT_ALLOWED", message)(scope, receive, send)

    def _allows(self, scope: Scope) -> bool:
        host = _host_of(scope)
        if host is None:
            return False
        if host.name in self._names or host.name.endswith(self._endings):
            return True
        server: tuple[str, int | None] | None = scope.get("server")
        return server is not None and is_address(host.name) and canonical_name(server[0]) == host.name


class AllowedPages:
    """ASGI middleware that answers 403 to requests which a browser sends for a page of another origin.

    `origins` are the other origins whose pages may ask. `open_paths` are served whoever asks; so are links that
    open a page here and ask nothing.
    """

    def __init__(self, app: ASGIApp, origins: Iterable[str] = (), open_paths: Iterable[str] = ()) -> None:
        self._app = app
        self._origins = frozenset(origins)
        self._open_paths = frozenset(open_paths)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request."""
        if scope["type"] != "http" or scope["path"] in self._open_paths or self._allows(scope):
            await self._app(scope, receive, send)
            return
        message = (
            "The request comes from a web page of another origin. Add that origin to GRAPHAPI_ALLOWED_ORIGINS "
            "to allow it."
        )
        await refusal(403, "ORIGIN_NOT_ALLOWED", message)(scope, receive, send)

    def _allows(self, scope: Scope) -> bool:
        headers = Headers(scope=scope)
        origins = headers.getlist("origin")
        if any(origin not in self._origins and not _is_own(origin, scope) for origin in origins):
            return False
        # An allowed origin is cross-site by nature.
        if any(origin in self._origins for origin in origins):
            return True
        return headers.get("sec-fetch-site", "none") in _OWN_PAGES or _opens_a_page(scope, headers)


def _host_of(scope: Scope) -> Host | None:
    found = Headers(scope=scope).getlist("host")
    return Host.parse(found[0]) if len(found) == 1 else None


def _is_own(origin: str, scope: Scope) -> bool:
    host = _host_of(scope)
    return host is not None and is_same_origin(origin, host)


def _opens_a_page(scope: Scope, headers: Headers) -> bool:
    """Whether the request follows a link to the IDE. Links that contain a query do not count."""
    return (
        scope["method"] in ("GET", "HEAD")
        and not scope["query_string"]
        and headers.get("sec-fetch-mode") == "navigate"
        and headers.get("sec-fetch-dest") == "document"
    )
