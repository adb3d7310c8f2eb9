"""A TCP proxy in front of the tests' Neo4j that cuts, delays, falls silent and resets, as networks do."""

import asyncio
import socket
import struct
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Self

_CHUNK = 65_536
# How Bolt begins the messages that run a statement and that commit.
RUN = b"\xb3\x10"
COMMIT = b"\x00\x02\xb0\x12\x00\x00"


class Line:
    """One connection through the proxy."""

    def __init__(self, client: asyncio.StreamWriter, server: asyncio.StreamWriter) -> None:
        self.client = client
        self.server = server
        self.dead = False

    def cut(self, *, reset: bool = False) -> None:
        """Ends the connection on both sides, politely or with a reset."""
        for writer in (self.client, self.server):
            if reset:
                linger = struct.pack("ii", 1, 0)
                writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
                writer.transport.abort()
            else:
                writer.close()


class Proxy:
    """Passes bytes on until it is told otherwise; `lines` are the open connections.

    `from_client` and `from_server` see every piece before it is passed on; a piece goes on when they say so.
    """

    def __init__(self, host: str, port: int) -> None:
        self._target = (host, port)
        self._listener: asyncio.Server | None = None
        self._port = 0
        self._tasks: set[asyncio.Task[None]] = set()
        self.lines: set[Line] = set()
        self.accepted = 0
        self.silent = False
        self.delay_seconds = 0.0
        self.from_client: Callable[[Line, bytes], bool] = lambda line, piece: True
        self.from_server: Callable[[Line, bytes], bool] = lambda line, piece: True

    @property
    def uri(self) -> str:
        """Where it listens; the same after an interruption."""
        return f"bolt://127.0.0.1:{self._port}"

    async def listen(self) -> Self:
        """Opens the port."""
        self._listener = await asyncio.start_server(self._accept, "127.0.0.1", self._port)
        self._port = self._listener.sockets[0].getsockname()[1]
        return self

    async def close_port(self) -> None:
        """Refuses connections from now on and ends those there are."""
        assert self._listener is not None
        self._listener.close()
        self.cut()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def cut(self, *, reset: bool = False) -> None:
        """Ends every connection."""
        for line in tuple(self.lines):
            line.cut(reset=reset)

    def forget(self) -> None:
        """The connections there are pass nothing any more, without a word; new ones do."""
        for line in self.lines:
            line.dead = True

    async def close(self) -> None:
        """Ends everything."""
        for task in self._tasks:
            task.cancel()
        await self.close_port()

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.accepted += 1
        task = asyncio.create_task(self._serve(reader, writer))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            server_reader, server_writer = await asyncio.open_connection(*self._target)
        except OSError:
            writer.close()
            return
        line = Line(writer, server_writer)
        self.lines.add(line)
        try:
            await asyncio.gather(
                self._pump(line, reader, server_writer, 0.0, lambda piece: self.from_client(line, piece)),
                self._pump(line, server_reader, writer, None, lambda piece: self.from_server(line, piece)),
            )
        finally:
            self.lines.discard(line)
            line.cut()

    async def _pump(
        self,
        line: Line,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        delay_seconds: float | None,
        passes: Callable[[bytes], bool],
    ) -> None:
        with suppress(OSError):
            while piece := await reader.read(_CHUNK):
                await asyncio.sleep(self.delay_seconds if delay_seconds is None else delay_seconds)
                if not self.silent and not line.dead and passes(piece):
                    writer.write(piece)
                    await writer.drain()
        writer.close()


@asynccontextmanager
async def proxy_to(uri: str) -> AsyncIterator[Proxy]:
    """A listening proxy to the server at a Bolt address."""
    host, _, port = uri.rpartition("//")[2].partition(":")
    proxy = await Proxy(host, int(port or 7687)).listen()
    try:
        yield proxy
    finally:
        await proxy.close()
