"""What all commands share: the database, the two output formats, and readable errors."""

import asyncio
import csv
import json
import signal
import sys
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Generator, Iterable, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Protocol, TypeVar
from urllib.parse import urlsplit

import typer
from pydantic import ValidationError
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from graphapi.errors import GraphapiError, InvalidInput, SetupProblem
from graphapi.followers import journal_of
from graphapi.graphdb.database import Database
from graphapi.graphdb.embedded import KeptServer, RunningServer, server_status, start_server
from graphapi.graphdb.migrations import pending_migrations
from graphapi.identity.viewer import OPERATOR
from graphapi.journal.edit import Editor
from graphapi.journal.facts import FactChange
from graphapi.settings import Settings, settings
from graphapi.text import harmless_cell

Answer = TypeVar("Answer")
MOST_FACTS_SHOWN = 50
_FIRST_LINE_SECONDS = 2.0
_NEXT_LINE_SECONDS = 10.0

out = Console(soft_wrap=True, highlight=False)
err = Console(stderr=True, soft_wrap=True, highlight=False)


@dataclass(frozen=True, slots=True)
class Reached:
    """Where the database is, and how to log in. kept: the embedded server, if it was started for this command."""

    uri: str
    user: str
    password: str | None
    kept: KeptServer | None = None


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


def _say(code: str, message: str) -> None:
    if _asked.get() is Format.JSON:
        print_json({"error": {"code": code, "message": message}})
    else:
        err.print(message, style="red", markup=False)


@contextmanager
def errors_in_words() -> Generator[None]:
    """Turns errors into words on stderr, or JSON where that was asked for; exit code 1, 2 for bad input."""
    try:
        yield
    except GraphapiError as error:
        _say(error.code, error.message)
        raise typer.Exit(2 if isinstance(error, InvalidInput) else 1) from error
    except ValidationError as error:
        faults: list[str] = []
        for fault in error.errors():
            # What follows the first part is a place inside a list.
            name = str(fault["loc"][0]).upper() if fault["loc"] else ""
            which = f"The setting GRAPHAPI_{name} is" if name else "The settings are"
            faults.append(f"{which} wrong: {fault['msg'].removeprefix('Value error, ')}.")
        _say("INVALID_SETTING", "\n".join(faults))
        raise typer.Exit(2) from error
    except KeyboardInterrupt as error:
        _say("STOPPED", "Stopped.")
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


@asynccontextmanager
async def open_database(given: Settings | None = None, *, migrated: bool = True) -> AsyncGenerator[Database]:
    """The database that the settings name, or the embedded one, started for this command if it does not run.

    With `migrated`, raises SetupProblem while migrations are pending.
    """
    given = patient(given or settings())
    with embedded_server(given) as reached:
        async with Database.connect(reached.uri, reached.user, reached.password, given) as database:
            if migrated and (pending := await pending_migrations(database)):
                raise SetupProblem(f"{len(pending)} migrations are pending; run: graphapi migrate")
            yield database


@asynccontextmanager
async def open_editor() -> AsyncGenerator[Editor]:
    """As open_database, for commands that change the map."""
    async with open_database() as database:
        yield operator_of(database)


def operator_of(database: Database) -> Editor:
    """Whoever runs the command, editing through a journal of its own."""
    return Editor(journal_of(database), OPERATOR)


def patient(given: Settings) -> Settings:
    """The same settings with deadlines for somebody who waits at a terminal, perhaps for a server that just started."""
    return given.model_copy(
        update={"request_deadline_seconds": 150.0, "transaction_deadline_seconds": 120.0, "connect_seconds": 5.0}
    )


@contextmanager
def embedded_server(given: Settings) -> Generator[Reached]:
    """Where the database is; starts the embedded server when it is needed, and stops it then at the end."""
    if given.neo4j_uri is not None:
        yield Reached(given.neo4j_uri, given.neo4j_user, given.password())
        return
    status = server_status(given.neo4j_home)
    running = status.server
    if running is not None:
        # Whoever started it keeps it.
        yield Reached(running.bolt_uri, running.username, running.password)
        return
    err.print("Starting the embedded Neo4j for this command (to keep it running: graphapi neo4j start)")
    started = start_embedded(given, stop_with_parent=True)
    kept = kept_server(given, started)
    try:
        yield Reached(started.bolt_uri, started.username, started.password, kept)
    finally:
        kept.stop()


def kept_server(given: Settings, started: RunningServer) -> KeptServer:
    """A server that was just started; it is started again on the ports that it has."""

    def start(former: RunningServer) -> RunningServer:
        same_ports = given.model_copy(
            update={
                "neo4j_bolt_port": urlsplit(former.bolt_uri).port,
                "neo4j_http_port": urlsplit(former.http_url).port if former.http_url else 0,
            }
        )
        return start_embedded(same_ports, stop_with_parent=True, progress=False)

    return KeptServer(started, start)


def start_embedded(given: Settings, *, stop_with_parent: bool, progress: bool = True) -> RunningServer:
    """Starts the embedded server as the settings say."""
    return start_server(
        given.neo4j_home,
        bolt_port=given.neo4j_bolt_port,
        http_port=given.neo4j_http_port,
        heap_mb=given.neo4j_heap_mb,
        page_cache_mb=given.neo4j_page_cache_mb,
        stop_with_parent=stop_with_parent,
        progress=progress,
    )


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
