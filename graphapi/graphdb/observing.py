"""Lets others know of every transaction: its name, how long it took, and how it ended."""

import asyncio
import time
from collections.abc import Generator
from contextlib import contextmanager
from typing import Protocol

from graphapi.errors import GraphapiError
from graphapi.telemetry.spans import transaction_span


class Observer(Protocol):
    """Is told of each transaction, retries included."""

    def __call__(self, name: str, seconds: float, *, writes: bool, outcome: str) -> None:
        """outcome: "ok", an error code, "CANCELLED", or "ERROR" for what nobody expected."""
        ...


def nobody(name: str, seconds: float, *, writes: bool, outcome: str) -> None:
    """Takes no note."""


@contextmanager
def observed(observer: Observer, name: str, *, writes: bool) -> Generator[None]:
    """Tells the observer of the transaction inside the block, and makes a span of it."""
    started = time.perf_counter()
    outcome = "ERROR"
    try:
        with transaction_span(name, writes=writes):
            yield
        outcome = "ok"
    except GraphapiError as error:
        outcome = error.code
        raise
    except asyncio.CancelledError:
        outcome = "CANCELLED"
        raise
    finally:
        observer(name, time.perf_counter() - started, writes=writes, outcome=outcome)
