"""Silent, slow and too many connections on a real server: none of them keeps others, or health, from being served."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import pytest
import uvicorn

from graphapi.wire.http_connections import ConnectionLimits, protocol_with
from tests.wire.schema import application

_PATIENCE = 20.0
_ASK = b'{"query": "{ thing { number } }"}'
_HEAD = b"POST /graphql HTTP/1.1\r\nHost: test\r\nContent-Type: application/json\r\n"
_GOOD = _HEAD + b"Content-Length: %d\r\n\r\n" % len(_ASK) + _ASK


@asynccontextmanager
async def served(**limits: Any) -> AsyncIterator["Door"]:
    """A real server with these limits on connections."""
    app = application(deadline_seconds=5, open_paths=("/livez",))

    @app.get("/livez")
    async def livez() -> str:  # pyright: ignore[reportUnusedFunction]
        return "alive"

    protocol = protocol_with(ConnectionLimits(**{"open_paths": frozenset({"/livez"}), **limits}))
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        server = uvicorn.Server(
            uvicorn.Config(app, http=protocol, log_level="critical", lifespan="off", ws="none")
        )
        running = asyncio.create_task(server.serve([listening]))
        while not server.started:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
        door = Door(listening.getsockname()[1])
        try:
            yield door
        finally:
            await door.close()
            server.should_exit = True
            await running


class Line:
    """A client's connection."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer

    async def rest(self) -> bytes:
        """Everything until the server closes."""
        try:
            return await asyncio.wait_for(self.reader.read(), _PATIENCE)
        except ConnectionResetError:
            return b""

    async def answer(self, request: bytes) -> tuple[int, dict[str, Any]]:
        """Status and body of one answer; the connection stays."""
        self.writer.write(request)
        async with asyncio.timeout(_PATIENCE):
            head = await self.reader.readuntil(b"\r\n\r\n")
            size = int(head.lower().partition(b"content-length:")[2].split()[0])
            return int(head.split()[1]), json.loads(await self.reader.readexactly(size))


class Door:
    """Opens connections to a server, and closes them all at the end."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._lines: list[Line] = []

    async def open(self) -> Line:
        """A connection of its own."""
        line = Line(*await asyncio.open_connection("127.0.0.1", self._port))
        self._lines.append(line)
        return line

    async def close(self) -> None:
        """Closes what was opened."""
        for line in self._lines:
            line.writer.close()
            with suppress(OSError):
                await line.writer.wait_closed()


def refused(answer: bytes) -> tuple[int, str]:
    """Status and code of a refusal."""
    head, _, body = answer.partition(b"\r\n\r\n")
    assert b"connection: close" in head.lower()
    [error] = json.loads(body)["errors"]
    return int(head.split()[1]), error["extensions"]["code"]


async def test_who_sends_nothing_or_half_a_head_is_closed() -> None:
    async with served(head_seconds=0.3) as door:
        silent, half, dripping = [await door.open() for _ in range(3)]
        half.writer.write(_HEAD)

        async def drip() -> None:
            for byte in _HEAD * 100:
                dripping.writer.write(bytes([byte]))
                await asyncio.sleep(0.02)

        dripper = asyncio.create_task(drip())
        assert await silent.rest() == b""
        assert refused(await half.rest()) == (408, "REQUEST_TIMEOUT")
        assert refused(await dripping.rest()) == (408, "REQUEST_TIMEOUT")
        dripper.cancel()


async def test_a_second_request_has_as_long_as_the_first_and_idle_connections_are_closed() -> None:
    async with served(head_seconds=0.3, idle_seconds=0.5) as door:
        idle, half = await door.open(), await door.open()
        for line in (idle, half):
            assert (await line.answer(_GOOD))[1]["data"] == {"thing": {"number": 0}}
            assert (await line.answer(_GOOD))[0] == 200
        half.writer.write(_HEAD)
        assert refused(await half.rest()) == (408, "REQUEST_TIMEOUT")
        assert await idle.rest() == b""


async def test_silent_connections_keep_nobody_out() -> None:
    async with served(connections=20) as door:
        first = await door.open()
        assert (await first.answer(_GOOD))[0] == 200
        silent = [await door.open() for _ in range(60)]
        late = await door.open()
        assert (await late.answer(_GOOD))[0] == 200
        # The longest idle ones went, and no more than had to.
        for line in (first, *silent[:40]):
            assert await line.rest() == b""
        assert (await silent[-1].answer(_GOOD))[0] == 200


async def test_connections_at_work_are_never_closed_for_new_ones() -> None:
    slow = b'{"query": "{ wait(seconds: 1) }"}'
    async with served(connections=5) as door:
        busy = [await door.open() for _ in range(5)]
        asked = [
            asyncio.create_task(line.answer(_HEAD + b"Content-Length: %d\r\n\r\n" % len(slow) + slow))
            for line in busy
        ]
        await asyncio.sleep(0.3)
        for _ in range(10):
            await door.open()
        assert [status for status, _ in await asyncio.gather(*asked)] == [200] * 5


async def test_health_answers_while_all_else_is_refused() -> None:
    slow = b'{"query": "{ wait(seconds: 2) }"}'
    async with served(requests=3) as door:
        lines = [await door.open() for _ in range(5)]
        asked = [
            asyncio.create_task(line.answer(_HEAD + b"Content-Length: %d\r\n\r\n" % len(slow) + slow))
            for line in lines[:3]
        ]
        await asyncio.sleep(0.3)
        status, answer = await lines[3].answer(_GOOD)
        assert (status, answer["errors"][0]["extensions"]["code"]) == (503, "OVERLOADED")
        lines[4].writer.write(b"GET /livez HTTP/1.1\r\nHost: 10.0.0.1\r\nConnection: close\r\n\r\n")
        assert b"alive" in await lines[4].rest()
        assert [status for status, _ in await asyncio.gather(*asked)] == [200] * 3


async def test_a_body_that_never_comes_ends_its_connection() -> None:
    async with served(request_seconds=0.5) as door:
        line = await door.open()
        line.writer.write(_HEAD + b"Content-Length: 10\r\n\r\n")
        # The deadline of the request is far.
        assert await line.rest() == b""


@pytest.mark.parametrize(
    ("request_bytes", "status"),
    [
        (_HEAD + b"Transfer-Encoding: chunked\r\n\r\nxyz\r\n", 400),
        (_HEAD + b"Transfer-Encoding: chunked\r\n\r\n3\r\nabcdef\r\n", 400),
        (_HEAD + b"Transfer-Encoding: chunked\r\n\r\n-5\r\nabc\r\n", 400),
        (_HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + b"f" * 30 + b"\r\n", 400),
        (_HEAD + b"Transfer-Encoding: gzip\r\n\r\n", 501),
        (_HEAD + b"Content-Length: ten\r\n\r\n", 400),
        (_HEAD + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\n", 400),
        (_HEAD + b"Host: other\r\n\r\n", 400),
        (b"POST /graphql HTTP/1.1\r\n\r\n", 400),
        (b"nonsense\r\n\r\n", 400),
        (b"GET /" + b"x" * 100_000, 431),
    ],
)
async def test_malformed_http_gets_a_typed_answer(
    request_bytes: bytes, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    async with served() as door:
        line = await door.open()
        line.writer.write(request_bytes)
        assert refused(await line.rest()) == (status, "BAD_REQUEST")
        assert (await (await door.open()).answer(_GOOD))[0] == 200
    assert "Unexpected" not in caplog.text
    assert "Exception" not in caplog.text


async def test_a_body_that_breaks_after_its_answer_ends_the_connection_quietly(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with served() as door:
        line = await door.open()
        # Refused by its head alone, while the body is still coming.
        refusal = _HEAD.replace(b"Host: test", b"Host: evil") + b"Transfer-Encoding: chunked\r\n\r\n"
        assert (await line.answer(refusal))[1]["errors"][0]["extensions"]["code"] == "HOST_NOT_ALLOWED"
        line.writer.write(b"xyz\r\n")
        assert await line.rest() == b""
    assert "Exception" not in caplog.text
