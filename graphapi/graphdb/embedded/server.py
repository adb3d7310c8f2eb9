"""Starts, finds and stops the embedded server of a home folder."""

import contextlib
import dataclasses
import os
import time
from collections.abc import Generator
from pathlib import Path

from rich.console import Console

from graphapi.graphdb.embedded.archive import archive_flags, prepare_in_background
from graphapi.graphdb.embedded.bolt import answers_bolt, log_in
from graphapi.graphdb.embedded.diagnosis import explain_failure
from graphapi.graphdb.embedded.errors import HomeInUse, PortInUse
from graphapi.graphdb.embedded.fetching import fetch_server
from graphapi.graphdb.embedded.home import HOST, USERNAME, Home, ServerOptions
from graphapi.graphdb.embedded.ports import choose_port
from graphapi.graphdb.embedded.process import (
    end,
    has_ended,
    is_occupied,
    launch,
    occupy,
    running_options,
    running_pid,
)
from graphapi.graphdb.embedded.runtime import Java, command, find_java
from graphapi.graphdb.embedded.watchdog import guard

_POLL_SECONDS = 0.1


@dataclasses.dataclass(frozen=True, slots=True)
class RunningServer:
    """A server that answers. `http_url` is None when it runs without HTTP and so without Neo4j Browser."""

    bolt_uri: str
    http_url: str | None
    username: str
    password: str = dataclasses.field(repr=False)
    pid: int
    home: Path


@dataclasses.dataclass(frozen=True, slots=True)
class ServerStatus:
    """What is known of a home. `answers` is false while a running server starts or stops."""

    home: Path
    running: bool
    answers: bool
    server: RunningServer | None


def start_server(
    home: Path,
    *,
    bolt_port: int = 7687,
    http_port: int = 7474,
    heap_mb: int = 1024,
    page_cache_mb: int = 256,
    for_tests: bool = False,
    browser: bool = True,
    progress: bool = True,
    cache_dir: Path | None = None,
    stop_with_parent: bool = False,
    wait_seconds: float = 180.0,
) -> RunningServer:
    """Starts a server on this home, fetching its jars first where needed; returns when it answers queries.

    A port of 0 takes any free one; sizes are in MiB. `for_tests` starts sooner and runs slower.
    `stop_with_parent` ends the server when the calling process ends, even by kill -9; otherwise it runs on until
    `stop_server`. `progress` tells of the fetch and the start on standard error. Nothing is left running when
    this raises. Raises HomeInUse, HomeBroken, PortInUse, JavaMissing, DiskFull, ServerDidNotStart, and what
    `fetch_server` raises.
    """
    place = Home(home.absolute())
    java = find_java()
    if is_occupied(place):
        # Said before a fetch that would take its time.
        os.close(occupy(place))
    lib = fetch_server(cache_dir, progress)
    wish = ServerOptions(bolt_port, http_port if browser else None, heap_mb, page_cache_mb)

    def attempt() -> RunningServer:
        server = _launch(place, wish, java, lib, for_tests=for_tests)
        try:
            if stop_with_parent:
                guard(place, server.pid)
            with _telling(progress):
                _wait_until_ready(place, server, wait_seconds)
        except BaseException:
            end(place, server.pid, polite_seconds=5.0)
            raise
        return server

    try:
        server = attempt()
    except PortInUse:
        if 0 not in {wish.bolt_port, wish.http_port}:
            raise
        # A port that was free when it was chosen can be taken before the server gets to it.
        server = attempt()
    with contextlib.suppress(OSError):
        prepare_in_background(lib, java, place)
    return server


def stop_server(home: Path, *, wait_seconds: float = 30.0) -> bool:
    """Stops the server of this home; False when none runs. SIGTERM first, SIGKILL after `wait_seconds`.

    Raises HomeInUse when another process is just starting one, ServerDidNotStop when nothing helps.
    """
    place = Home(home.absolute())
    until = time.monotonic() + 5.0
    while is_occupied(place):
        pid = running_pid(place)
        if pid is not None:
            end(place, pid, polite_seconds=wait_seconds)
            return True
        if time.monotonic() >= until:
            raise HomeInUse(
                f"Another process is starting a server on {place.path}. Try again in a moment.",
                pid=0,
                bolt_uri="",
            )
        time.sleep(_POLL_SECONDS)
    return False


def server_status(home: Path) -> ServerStatus:
    """Whether a server runs on this home and answers Bolt. Raises HomeBroken when its password is lost."""
    place = Home(home.absolute())
    pid, options = running_pid(place), running_options(place)
    if pid is None or options is None:
        return ServerStatus(place.path, running=is_occupied(place), answers=False, server=None)
    server = RunningServer(options.bolt_uri, options.http_url, USERNAME, place.read_password(), pid, place.path)
    return ServerStatus(place.path, running=True, answers=answers_bolt(HOST, options.bolt_port), server=server)


def _launch(place: Home, wish: ServerOptions, java: Java, lib: Path, *, for_tests: bool) -> RunningServer:
    """Takes the home, makes it ready and starts the process there; it does not answer yet."""
    descriptor = occupy(place)
    try:
        options = dataclasses.replace(
            wish,
            bolt_port=choose_port(HOST, wish.bolt_port, purpose="Bolt", variable="GRAPHAPI_NEO4J_BOLT_PORT"),
            http_port=None
            if wish.http_port is None
            else choose_port(HOST, wish.http_port, purpose="Neo4j Browser", variable="GRAPHAPI_NEO4J_HTTP_PORT"),
        )
        password = place.prepare(options)
        flags = archive_flags(lib, java, place)
        line = command(java, lib, place, options, for_tests=for_tests, archive_flags=flags)
        pid = launch(place, options, line, descriptor)
    finally:
        # The server holds the lock by the descriptor that it inherited.
        os.close(descriptor)
    return RunningServer(options.bolt_uri, options.http_url, USERNAME, password, pid, place.path)


def _wait_until_ready(place: Home, server: RunningServer, wait_seconds: float) -> None:
    until = time.monotonic() + wait_seconds
    port = int(server.bolt_uri.rpartition(":")[2])
    while time.monotonic() < until:
        if has_ended(place, server.pid):
            raise explain_failure(place, "The embedded server ended before it answered")
        if answers_bolt(HOST, port) and log_in(
            server.bolt_uri, USERNAME, server.password, until=until, password_file=str(place.password_file)
        ):
            return
        time.sleep(_POLL_SECONDS)
    raise explain_failure(place, f"The embedded server did not answer within {wait_seconds:.0f} seconds")


@contextlib.contextmanager
def _telling(show: bool) -> Generator[None]:
    console = Console(stderr=True)
    if show and console.is_terminal:
        with console.status("Starting Neo4j"):
            yield
    else:
        if show:
            console.print("Starting Neo4j.")
        yield
