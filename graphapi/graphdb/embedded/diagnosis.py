"""Turns the log of a server that did not start into an error that says what to do."""

import re

from graphapi.graphdb.embedded.errors import (
    DiskFull,
    EmbeddedServerError,
    JavaMissing,
    PortInUse,
    ServerDidNotStart,
)
from graphapi.graphdb.embedded.home import Home

_LINES_SHOWN = 12
_TELLING = ("ERROR", "Caused by", "Exception", "Error:", "error occurred", "Could not")


def explain_failure(home: Home, what: str) -> EmbeddedServerError:
    """The error for a failed start; `what` is one sentence without its full stop ("The server ended")."""
    lines = _lines(home)
    text = "\n".join(lines)
    if re.search(r"Address\b.*\balready in use", text):
        return PortInUse(
            f"{what}: a port of the embedded server was taken by another program in the meantime. Start again, "
            "or choose other ports with GRAPHAPI_NEO4J_BOLT_PORT and GRAPHAPI_NEO4J_HTTP_PORT."
        )
    if "No space left on device" in text or "Disk quota exceeded" in text:
        return DiskFull(f"{what}: the disk with {home.path} is full. Free some space and start again.")
    if "UnsupportedClassVersionError" in text:
        return JavaMissing(f"{what}: the Java runtime is too old. The embedded server needs Java 17 or 21.")
    return ServerDidNotStart(
        f"{what}. {_advice(text)} The whole log is {home.console_log}. What it says:\n{_excerpt(lines)}"
    )


def _advice(text: str) -> str:
    if re.search(r"Could not reserve|OutOfMemory|insufficient memory|exceeds physical memory", text):
        return "There is not enough memory: reduce GRAPHAPI_NEO4J_HEAP_MB and GRAPHAPI_NEO4J_PAGE_CACHE_MB."
    if "Lock file has been locked by another process" in text:
        return "Another Neo4j uses the same data: stop it first."
    if "Invalid maximum heap size" in text or "Could not create the Java Virtual Machine" in text:
        return "Java rejects the settings: check GRAPHAPI_NEO4J_HEAP_MB."
    return "Start it again; if it fails in the same way, the lines below say why."


def _lines(home: Home) -> list[str]:
    try:
        return home.console_log.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []


def _excerpt(lines: list[str]) -> str:
    telling = [line for line in lines if any(word in line for word in _TELLING)]
    chosen = (telling or lines)[-_LINES_SHOWN:]
    return "\n".join(f"  {line[:300]}" for line in chosen) or "  (nothing)"
