"""What commands print: the output formats, progress, and the words of errors."""

import csv
import json
import sys
import time
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Protocol

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from graphapi.errors import InvalidInput
from graphapi.journal.facts import FactChange
from graphapi.text import harmless_cell

MOST_FACTS_SHOWN = 50
_FIRST_LINE_SECONDS = 2.0
_NEXT_LINE_SECONDS = 10.0

out = Console(soft_wrap=True, highlight=False)
err = Console(stderr=True, soft_wrap=True, highlight=False)


class Moving(Protocol):
    """Moves a progress bar, and may rename it."""

    def __call__(self, done: int, total: int, stage: str = ..., /) -> None: ...


class Format(StrEnum):
    """How a command prints its answer."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


_asked: ContextVar[Format] = ContextVar("asked", default=Format.TABLE)


def remember_format(given: Format) -> Format:
    """Lets errors be printed in the format that the command that runs was asked for."""
    _asked.set(given)
    return given


def _no_csv(given: Format) -> Format:
    if given is Format.CSV:
        raise typer.BadParameter("This command prints no table of rows; choose table or json.")
    return remember_format(given)


FormatOption = Annotated[
    Format,
    typer.Option(
        "--format",
        callback=_no_csv,
        metavar="[table|json]",
        help="Print text for people, or JSON for programs: errors too, and nothing else on standard output.",
    ),
]
RowsOption = Annotated[
    Format,
    typer.Option(
        "--format",
        callback=remember_format,
        metavar="[table|json|csv]",
        help="Print a table for people, or CSV or JSON for programs (errors as JSON too), and nothing else on standard "
        "output.",
    ),
]


def parse_day(text: str | None) -> date | None:
    """A date as an option gives it. Raises InvalidInput."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise InvalidInput(f"{text!r} is not a valid date. Write dates like 2027-03-01.") from error


def facts_in_words(facts: Sequence[FactChange], most: int) -> list[str]:
    """A line a difference, those of what was there before first; at most so many, then how many more there are."""
    told = sorted(facts, key=lambda each: each.before is None)
    lines = [
        f"  {each.fact} {each.id}{f' {each.other}' if each.other else ''} ({each.source}): "
        f"{json.dumps(each.before, ensure_ascii=False)} -> {json.dumps(each.after, ensure_ascii=False)}"
        for each in told[:most]
    ]
    return [*lines, f"  and {len(told) - most} more"] if len(told) > most else lines


def print_json(value: Any) -> None:
    """Prints a value as indented JSON."""
    sys.stdout.write(json.dumps(value, indent=2, ensure_ascii=False, default=str) + "\n")


def print_csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Prints rows as CSV after RFC 4180. A text that a spreadsheet would take for a formula gets an apostrophe."""
    writer = csv.writer(sys.stdout)
    writer.writerow(header)
    writer.writerows([["" if cell is None else harmless_cell(cell) for cell in row] for row in rows])


def print_error(code: str, message: str) -> None:
    """Prints an error in the format that the command was asked for."""
    if _asked.get() is Format.JSON:
        print_json({"error": {"code": code, "message": message}})
    else:
        err.print(message, style="red", markup=False)


@contextmanager
def progress_bar(text: str) -> Generator[Moving]:
    """Gives a function (done, total) that shows how far work is: a bar at a terminal, elsewhere some lines."""
    if not err.is_terminal:
        yield _Lines(text).tell
        return
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed}/{task.total}"),
        TimeElapsedColumn(),
        console=err,
        transient=True,
    ) as bar:
        task = bar.add_task(text, total=None)
        yield lambda done, total, stage=text: bar.update(task, completed=done, total=total, description=stage)


class _Lines:
    """For logs: a line when a stage has lasted two seconds, and another one every ten."""

    def __init__(self, text: str) -> None:
        self._stage = text
        self._next = time.monotonic() + _FIRST_LINE_SECONDS

    def tell(self, done: int, total: int, stage: str | None = None) -> None:
        now = time.monotonic()
        if stage is not None and stage != self._stage:
            self._stage, self._next = stage, now + _FIRST_LINE_SECONDS
        if now >= self._next:
            err.print(f"{self._stage or 'Working'}: {done:,} of {total:,}", markup=False)
            self._next = now + _NEXT_LINE_SECONDS


@contextmanager
def stage_bar() -> Generator[Callable[[str, int, int], None]]:
    """As progress_bar, for a function (stage, done, total)."""
    with progress_bar("") as bar:
        yield lambda stage, done, total: bar(done, total, stage)
