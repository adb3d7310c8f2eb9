"""The one tree of errors. A leaf that speaks of a domain lives in the room that raises it.

GraphapiError
├── InvalidInput        what was given cannot be right: says what, where, and what to do
├── NotFound            nothing is known by that id
├── NotAllowed          the viewer lacks a capability
├── Conflict            the map has moved on, or a rule of the map forbids it
│   └── StaleRevision   somebody else edited first
├── Unavailable         the database cannot be reached or is not ready
│   ├── DeadlineExceeded  the answer took longer than its deadline
│   └── Overloaded      there is more to do than can be done in time
└── SetupProblem        the installation, its files or its migrations need a hand

No class here knows HTTP or GraphQL.
"""

from collections.abc import Iterable
from typing import ClassVar


class GraphapiError(Exception):
    """The root. `message` is for people, `path` leads to the offending part of what was given."""

    code: ClassVar[str] = "ERROR"

    def __init__(self, message: str, *, path: Iterable[str] | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.path: tuple[str, ...] = tuple(path or ())


class InvalidInput(GraphapiError):
    """What was given cannot be right."""

    code = "INVALID_INPUT"


class NotFound(GraphapiError):
    """Nothing is known by that id."""

    code = "NOT_FOUND"


class NotAllowed(GraphapiError):
    """The viewer lacks the capability that this needs."""

    code = "NOT_ALLOWED"


class Conflict(GraphapiError):
    """The state of the map forbids it."""

    code = "CONFLICT"


class StaleRevision(Conflict):
    """Somebody else edited first; `current_revision` is what is stored now."""

    code = "STALE_REVISION"

    def __init__(self, message: str, *, current_revision: int, path: Iterable[str] | None = None) -> None:
        super().__init__(message, path=path)
        self.current_revision = current_revision


class Unavailable(GraphapiError):
    """The database cannot be reached or is not ready; nothing was changed that was not confirmed."""

    code = "UNAVAILABLE"


class DeadlineExceeded(Unavailable):
    """The answer took longer than its deadline."""

    code = "DEADLINE_EXCEEDED"


class Overloaded(Unavailable):
    """There is more to do than can be done in time; nothing of this was begun. Asking again later is safe."""

    code = "OVERLOADED"

    def __init__(self, message: str, *, retry_after_seconds: float, path: Iterable[str] | None = None) -> None:
        super().__init__(message, path=path)
        self.retry_after_seconds = retry_after_seconds


class SetupProblem(GraphapiError):
    """The installation, its files or its migrations need a hand."""

    code = "SETUP_PROBLEM"
