"""What all commands share: the database, the two output formats, and readable errors."""

import asyncio
import json
import signal
import sys
from collections.abc import AsyncGenerator, Awaitable, Callable, Generator, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
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

Answer = TypeVar("Answer")
MOST_FACTS_SHOWN = 50

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


FormatOption = Annotated[Format, typer.Option("--format", help="Print a table for people or JSON for programs.")]


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


@contextmanager
def errors_in_words() -> Generator[None]:
    """Turns the project's errors into one line on stderr and the exit code 1 (2 for bad input)."""
    try:
        yield
    except GraphapiError as error:
        err.print(error.message, style="red", markup=False)
        raise typer.Exit(2 if isinstance(error, InvalidInput) else 1) from error
    except ValidationError as error:
        for fault in error.errors():
            # What follows the first part is a place inside a list.
            name = str(fault["loc"][0]).upper() if fault["loc"] else ""
            which = f"The setting GRAPHAPI_{name} is" if name else "The settings are"
            err.print(f"{which} wrong: {fault['msg'].removeprefix('Value error, ')}.", style="red", markup=False)
        raise typer.Exit(2) from error
    except KeyboardInterrupt as error:
        err.print("Stopped.")
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
    """Gives a function (done, total) that moves a progress bar on stderr; silent when stderr is no terminal."""
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed}/{task.total}"),
        TimeElapsedColumn(),
        console=err,
        transient=True,
        disable=not err.is_terminal,
    ) as bar:
        task = bar.add_task(text, total=None)
        yield lambda done, total, stage=text: bar.update(task, completed=done, total=total, description=stage)


@contextmanager
def stage_bar() -> Generator[Callable[[str, int, int], None]]:
    """Gives a function (stage, done, total) that shows how far a stage of long work is; silent off a terminal."""
    with progress_bar("") as bar:
        yield lambda stage, done, total: bar(done, total, stage)
