"""How much time a request has left, so that every transaction in it ends before the request does."""

import math
import time
from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar

_ends_at: ContextVar[float] = ContextVar("graphapi_time_limit", default=math.inf)


@contextmanager
def time_limit(seconds: float) -> Generator[None]:
    """Inside the block, and in the tasks started there, no transaction goes on for longer than `seconds` from now.

    A limit inside another one can only be shorter. The limit itself interrupts nothing but transactions.
    """
    token = _ends_at.set(min(_ends_at.get(), time.monotonic() + seconds))
    try:
        yield
    finally:
        _ends_at.reset(token)


def seconds_left() -> float:
    """What is left of the current limit; infinite without one, negative when it has passed."""
    return _ends_at.get() - time.monotonic()
