"""Runs the work of commands, so that errors come out in words and exit codes."""

import asyncio
import signal
from collections.abc import Awaitable, Callable, Generator
from contextlib import contextmanager, suppress
from typing import TypeVar

import typer
from pydantic import ValidationError

from graphapi.cli.printing import print_error
from graphapi.errors import GraphapiError, InvalidInput

Answer = TypeVar("Answer")


@contextmanager
def errors_in_words() -> Generator[None]:
    """Turns errors into words on stderr, or JSON where that was asked for; exit code 1, 2 for bad input."""
    try:
        yield
    except GraphapiError as error:
        print_error(error.code, error.message)
        raise typer.Exit(2 if isinstance(error, InvalidInput) else 1) from error
    except ValidationError as error:
        faults: list[str] = []
        for fault in error.errors():
            # What follows the first part is a place inside a list.
            name = str(fault["loc"][0]).upper() if fault["loc"] else ""
            which = f"The setting GRAPHAPI_{name} is" if name else "The settings are"
            faults.append(f"{which} wrong: {fault['msg'].removeprefix('Value error, ')}.")
        print_error("INVALID_SETTING", "\n".join(faults))
        raise typer.Exit(2) from error
    except KeyboardInterrupt as error:
        print_error("STOPPED", "Stopped.")
        raise typer.Exit(130) from error


@contextmanager
def until_stopped() -> Generator[None]:
    """For what runs until it is stopped: Ctrl-C and SIGTERM both end it in order, which is no error."""

    def stop(*_: object) -> None:
        # The loop of asyncio knows how to end in order on an interrupt, and on nothing else.
        signal.raise_signal(signal.SIGINT)

    before = signal.signal(signal.SIGTERM, stop)
    try:
        with suppress(KeyboardInterrupt):
            yield
    finally:
        signal.signal(signal.SIGTERM, before)


def run(work: Callable[[], Awaitable[Answer]]) -> Answer:
    """Runs asynchronous work of a command, errors in words."""
    with errors_in_words():

        async def main() -> Answer:
            return await work()

        return asyncio.run(main())
