"""A class archive that makes later starts of the embedded server about twice as fast.

The first server that runs long enough lists the classes it has loaded, and a helper of the lowest priority turns
the list into an archive beside the jars. The helper ends with the server, and nothing depends on it: Java checks
the archive against the jars and does without it when they do not match.
"""

import os
import subprocess
import time
from pathlib import Path

from graphapi.graphdb.embedded.cache import flush_to_disk
from graphapi.graphdb.embedded.home import Home
from graphapi.graphdb.embedded.process import is_occupied, launch_companion, running_pid
from graphapi.graphdb.embedded.runtime import Java, class_path

# By then a server that is used at all has planned and run queries, whose classes are worth having too.
_SECONDS_BEFORE_LISTING = 30.0
_SECONDS_FOR_DUMP = 300.0
# Java refuses a list with a longer line.
_LONGEST_LINE = 4000


def archive_path(lib: Path, java: Java) -> Path:
    """Where the archive for these jars and this build of Java is."""
    return lib.parent / f"classes-{java.label}.jsa"


def archive_flags(lib: Path, java: Java, home: Home) -> list[str]:
    """Flags that use the archive, or, while there is none, list the classes for one."""
    archive = archive_path(lib, java)
    if archive.exists():
        return [f"-XX:SharedArchiveFile={archive}", "-Xshare:auto"]
    return [f"-XX:DumpLoadedClassList={_class_list(home)}"]


def prepare_in_background(lib: Path, java: Java, home: Home) -> None:
    """Lets a helper make the archive while the server runs, where there is none."""
    archive = archive_path(lib, java)
    if not archive.exists() and os.access(archive.parent, os.W_OK):
        arguments = [os.fspath(one) for one in (lib, archive, java.program)]
        launch_companion("archive", home, arguments)


def run_archive_helper(home: Home, lib: Path, archive: Path, java: Path) -> bool:
    """What the helper process does."""
    os.nice(19)
    return make_archive(home, lib, archive, java, delay=_SECONDS_BEFORE_LISTING)


def make_archive(home: Home, lib: Path, archive: Path, java: Path, *, delay: float) -> bool:
    """Waits `delay` seconds, then makes the archive; True when it is there. Gives up when the server ends.

    A server that takes its place on the same home starts the list over and has a helper of its own.
    """
    server = running_pid(home)
    until = time.monotonic() + delay
    while time.monotonic() < until:
        if server is None or running_pid(home) != server:
            return False
        time.sleep(0.5)
    mine = archive.with_name(f"{archive.name}.{os.getpid()}")
    listing = mine.with_name(f"{mine.name}.lst")
    try:
        _copy_list(_class_list(home), listing)
        finished = _dump(home, lib, mine, listing, java)
        if finished and not archive.exists():
            flush_to_disk(mine)
            mine.replace(archive)
        return finished
    finally:
        mine.unlink(missing_ok=True)
        listing.unlink(missing_ok=True)


def _class_list(home: Home) -> Path:
    return home.run / "classes.lst"


def _copy_list(source: Path, target: Path) -> None:
    """Copies whole lines only: the server may be in the middle of writing one."""
    text = source.read_text(encoding="utf-8", errors="replace")
    whole = text[: text.rfind("\n") + 1].splitlines(keepends=True)
    target.write_text("".join(line for line in whole if len(line) < _LONGEST_LINE), encoding="utf-8")


def _dump(home: Home, lib: Path, archive: Path, listing: Path, java: Path) -> bool:
    jars = [jar for jar in class_path(lib) if not Path(jar).name.startswith("neo4j-browser-")]
    command = [
        str(java),
        "-Xshare:dump",
        # Only this collector can put prepared objects into an archive; every collector can read them.
        "-XX:+UseG1GC",
        "-Xmx1g",
        f"-XX:SharedClassListFile={listing}",
        f"-XX:SharedArchiveFile={archive}",
        "-Xlog:disable",
        "-Xlog:all=error:stderr",
        "-cp",
        os.pathsep.join(jars),
    ]
    until = time.monotonic() + _SECONDS_FOR_DUMP
    with subprocess.Popen(command, stdin=subprocess.DEVNULL) as dump:  # noqa: S603 (our own command)
        while dump.poll() is None:
            if not is_occupied(home) or time.monotonic() > until:
                dump.kill()
                return False
            time.sleep(0.2)
    return dump.returncode == 0 and archive.exists()
