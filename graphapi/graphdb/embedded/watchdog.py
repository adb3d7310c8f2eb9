"""Stops an embedded server when the process that started it is gone, even by kill -9.

Runs as a process of its own. Its standard input is a pipe that the other process holds open and never writes
to: the end of it is the end of that process.
"""

import os
import select

from graphapi.graphdb.embedded.home import Home
from graphapi.graphdb.embedded.process import end, launch_companion, running_pid

_SECONDS_BETWEEN_LOOKS = 1.0
_POLITE_SECONDS = 20.0
# Held open for as long as this process lives.
_lifelines: list[int] = []


def guard(home: Home, pid: int) -> None:
    """From now on the server with this process id does not outlive the current process."""
    reading, writing = os.pipe()
    try:
        launch_companion("watchdog", home, [str(pid)], stdin=reading)
    finally:
        os.close(reading)
    _lifelines.append(writing)


def watch(home: Home, pid: int, lifeline: int) -> None:
    """Returns when the server has ended; ends it when the lifeline does."""
    while running_pid(home) == pid:
        readable, _, _ = select.select([lifeline], [], [], _SECONDS_BETWEEN_LOOKS)
        if readable and running_pid(home) == pid:
            end(home, pid, polite_seconds=_POLITE_SECONDS)
