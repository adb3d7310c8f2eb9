"""What can be wrong with a time zone."""

from collections.abc import Iterable
from typing import ClassVar

from graphapi.errors import InvalidInput


class UnknownTimeZone(InvalidInput):
    """No IANA time zone has that name; `suggestion` is the nearest one that exists, if any is near."""

    code: ClassVar[str] = "UNKNOWN_TIME_ZONE"

    def __init__(self, message: str, *, suggestion: str | None = None, path: Iterable[str] | None = None) -> None:
        super().__init__(message, path=path)
        self.suggestion = suggestion


def quoted(text: str) -> str:
    """What was given, safe to print in a message: control characters escaped, at most 60 characters."""
    return repr(text if len(text) <= 60 else f"{text[:57]}...")
