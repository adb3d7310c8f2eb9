"""Lets a proxy publish the application below a path of its own."""

from starlette.types import ASGIApp, Receive, Scope, Send


class PathPrefix:
    """ASGI middleware that takes the prefix from paths which begin with it; proxies that strip it need nothing."""

    def __init__(self, app: ASGIApp, prefix: str = "") -> None:
        self._app = app
        self._prefix = prefix

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request."""
        prefix = self._prefix
        if prefix and scope["type"] == "http":
            path = scope["path"]
            if path == prefix or path.startswith(f"{prefix}/"):
                scope = {**scope, "path": path.removeprefix(prefix) or "/"}
        await self._app(scope, receive, send)
