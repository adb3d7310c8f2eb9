"""Keeps the embedded server running that this process has started, and leaves every other one alone.

A server that ends by itself, or that has stopped answering because its disk was full, is started again on the same
ports. One that somebody stops in order (`graphapi neo4j stop`) stays stopped.
"""

import asyncio
import logging
import os
from collections.abc import Awaitable, Callable
from typing import NoReturn

from graphapi.graphdb.embedded.errors import EmbeddedServerError, HomeInUse
from graphapi.graphdb.embedded.home import Home
from graphapi.graphdb.embedded.process import running_pid
from graphapi.graphdb.embedded.server import RunningServer, stop_server

_log = logging.getLogger("graphapi.embedded")
_LOOK_EVERY_SECONDS = 1.0
_ASK_EVERY_LOOKS = 5
_PAUSE_AFTER_FAILURE_SECONDS = 10.0
# A server that starts writes logs and a checkpoint.
_ROOM_TO_START = 100 * 2**20

Start = Callable[[RunningServer], RunningServer]


class KeptServer:
    """A running server of our own. start: starts it again where the former one was."""

    def __init__(self, server: RunningServer, start: Start) -> None:
        self._server = server
        self._start = start
        self._home = Home(server.home)
        self._own = True
        self._restarts = 0
        self._trouble: str | None = None

    def notices(self) -> list[str]:
        """What people should know: that it had to be started again, or why it is not running."""
        if self._trouble:
            return [self._trouble]
        times = {1: "once", 2: "twice"}.get(self._restarts, f"{self._restarts} times")
        return (
            [f"The embedded Neo4j had to be started again {times}; {self._home.console_log.parent} says why."]
            if self._restarts
            else []
        )

    async def keep(self, is_unhealthy: Callable[[], Awaitable[bool]]) -> NoReturn:
        """Watches over the server until it is cancelled. is_unhealthy: whether the database has stopped itself."""
        looks = 0
        while True:
            await asyncio.sleep(_LOOK_EVERY_SECONDS)
            looks += 1
            pid = await asyncio.to_thread(running_pid, self._home)
            if pid is None and not self._own:
                self._say("The embedded Neo4j that somebody else had started is not running any more.")
            elif pid is None:
                await self._start_again("has ended by itself")
            elif not self._own:
                self._trouble = None
            elif pid != self._server.pid:
                _log.warning("Somebody else has started the embedded Neo4j (process %d); it is left to them.", pid)
                self._own, self._trouble = False, None
            elif looks % _ASK_EVERY_LOOKS == 0 and await is_unhealthy():
                await self._start_again("has stopped itself because it could not write to its disk")

    def stop(self) -> None:
        """Stops the server if it is still the one that was started here."""
        if self._own and running_pid(self._home) == self._server.pid:
            stop_server(self._server.home)

    async def _start_again(self, why: str) -> None:
        if not (self._home.run / "pid").exists():
            # Whoever stops a server in order takes the file away.
            self._say("The embedded Neo4j was stopped. Start it again with: graphapi neo4j start")
            return
        room = await asyncio.to_thread(_room, self._home)
        if room < _ROOM_TO_START:
            self._say(
                f"The embedded Neo4j {why}. The disk of {self._home.path} is full; it starts again when there are "
                f"{_ROOM_TO_START // 2**20} MiB."
            )
            return
        _log.warning("The embedded Neo4j (process %d) %s and is started again.", self._server.pid, why)
        try:
            self._server = await asyncio.to_thread(self._stopped_and_started)
        except HomeInUse:
            # Somebody was faster; the next look says so.
            return
        except EmbeddedServerError as error:
            self._say(f"The embedded Neo4j {why} and does not start again: {error.message}")
            await asyncio.sleep(_PAUSE_AFTER_FAILURE_SECONDS)
            return
        self._own, self._trouble = True, None
        self._restarts += 1
        _log.info("The embedded Neo4j runs again (process %d).", self._server.pid)

    def _stopped_and_started(self) -> RunningServer:
        if running_pid(self._home) == self._server.pid:
            stop_server(self._server.home)
        return self._start(self._server)

    def _say(self, trouble: str) -> None:
        if trouble != self._trouble:
            self._trouble = trouble
            _log.error("%s", trouble)


def _room(home: Home) -> int:
    """Bytes that are left on the disk of the home."""
    disk = os.statvfs(home.path)
    return disk.f_bavail * disk.f_frsize
