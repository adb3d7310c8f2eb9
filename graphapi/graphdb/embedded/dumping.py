"""Dumps the database of a home that nobody uses into one file, and loads it back, with the server's own tool."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path

from graphapi.graphdb.embedded.errors import DumpFailed, HomeBroken
from graphapi.graphdb.embedded.fetching import fetch_server
from graphapi.graphdb.embedded.home import Home, ServerOptions
from graphapi.graphdb.embedded.process import occupy
from graphapi.graphdb.embedded.runtime import class_path, find_java

_TOOL = "org.neo4j.cli.AdminTool"
_DATABASE = "neo4j"
_STORES = ("databases", "transactions")
_LINES_SHOWN = 5
# The tool wants a configuration; no port of it is opened.
_UNUSED = ServerOptions(bolt_port=7687, http_port=None, heap_mb=512, page_cache_mb=64)


def dump_database(home: Path, target: Path) -> None:
    """Writes the database of a home into a file.

    Raises HomeInUse, HomeBroken, DumpFailed, and OSError of the target.
    """
    place = Home(home.absolute())
    if not place.has_data():
        raise HomeBroken(f"There is no database in {place.path}.")
    target.parent.mkdir(parents=True, exist_ok=True)
    with _alone(place), _folder_beside(target) as folder:
        _run_tool(place, "dump", [_DATABASE, f"--to-path={folder}", "--overwrite-destination=true"])
        (folder / f"{_DATABASE}.dump").replace(target)


@contextmanager
def restoring_database(home: Path, source: Path, *, replace: bool) -> Generator[None]:
    """Loads a dump into a home; while the block runs the server may be started to look at it, and must be stopped.

    When the block raises, what was there before is put back. Raises HomeInUse, DumpFailed for a file that is no dump,
    and HomeBroken when there is a database that `replace` does not allow to replace.
    """
    place = Home(home.absolute())
    if place.has_data() and not replace:
        raise HomeBroken(
            f"There is a database in {place.path} already. Add --replace to replace it, or choose another home with "
            "GRAPHAPI_NEO4J_HOME."
        )
    with _alone(place):
        place.prepare(_UNUSED)
        _move(place, "", ".before")
        try:
            with _folder_beside(place.path / "dump") as folder:
                (folder / f"{_DATABASE}.dump").symlink_to(source.absolute())
                _run_tool(place, "load", [_DATABASE, f"--from-path={folder}", "--overwrite-destination=true"])
        except BaseException:
            _put_back(place)
            raise
    try:
        yield
    except BaseException:
        with _alone(place):
            _put_back(place)
        raise
    for store in _STORES:
        shutil.rmtree(place.path / "data" / store / f"{_DATABASE}.before", ignore_errors=True)


@contextmanager
def _alone(place: Home) -> Generator[None]:
    """Keeps servers off the home."""
    descriptor = occupy(place)
    try:
        yield
    finally:
        os.close(descriptor)


@contextmanager
def _folder_beside(path: Path) -> Generator[Path]:
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".dump-") as folder:
        yield Path(folder)


def _put_back(place: Home) -> None:
    for store in _STORES:
        shutil.rmtree(place.path / "data" / store / _DATABASE, ignore_errors=True)
    _move(place, ".before", "")


def _move(place: Home, old: str, new: str) -> None:
    for store in _STORES:
        folder = place.path / "data" / store
        if (folder / f"{_DATABASE}{old}").exists():
            (folder / f"{_DATABASE}{old}").rename(folder / f"{_DATABASE}{new}")


def _run_tool(place: Home, what: str, arguments: Sequence[str]) -> None:
    command = [
        str(find_java().program),
        "-Xmx512m",
        "-XX:+UseSerialGC",
        "--add-opens=java.base/java.nio=ALL-UNNAMED",
        "-cp",
        os.pathsep.join(class_path(fetch_server())),
        _TOOL,
        "database",
        what,
        *arguments,
    ]
    environment = {**os.environ, "NEO4J_HOME": str(place.path), "NEO4J_CONF": str(place.path / "conf")}
    done = subprocess.run(  # noqa: S603 (our own command)
        command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        said = [line for line in (done.stderr + done.stdout).splitlines() if line.strip()]
        raise DumpFailed(f"The database could not be {what}ed: {' '.join(said[-_LINES_SHOWN:])}")
