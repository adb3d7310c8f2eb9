"""What is noted about the request that is being served, for its line in the log and its metrics."""

import re
import uuid
from collections.abc import Collection
from contextvars import ContextVar
from dataclasses import dataclass, field

_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")


@dataclass(slots=True)
class RequestRecord:
    """operation: its name if it is among known_operations, else "other". fields: root fields asked for.

    codes: of the errors in the answer.
    """

    id: str
    known_operations: Collection[str] = ()
    operation: str = ""
    fields: list[str] = field(default_factory=list[str])
    codes: set[str] = field(default_factory=set[str])


now_serving: ContextVar[RequestRecord | None] = ContextVar("graphapi_request", default=None)


def record() -> RequestRecord | None:
    """That of the request that is being served, if any."""
    return now_serving.get()


def note_code(code: str) -> None:
    """Notes the code of an error that the answer will hold."""
    current = now_serving.get()
    if current is not None:
        current.codes.add(code)


def request_id(given: str | None) -> str:
    """The id that a caller gave, if it can stand in a log, or a new one."""
    return given if given is not None and _ID.fullmatch(given) else uuid.uuid4().hex
