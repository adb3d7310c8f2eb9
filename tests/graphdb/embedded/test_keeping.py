"""A server of our own is started again when it ends by itself; everybody else's is left alone."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from graphapi.graphdb.embedded import KeptServer, RunningServer, server_status, start_server, stop_server
from graphapi.graphdb.embedded.bolt import answers_bolt
from graphapi.graphdb.embedded.home import HOST

# Starts servers of its own.
pytestmark = pytest.mark.slow
_PATIENCE_SECONDS = 300.0


def _start(home: Path, port: int = 0) -> RunningServer:
    return start_server(
        home, bolt_port=port, heap_mb=512, for_tests=True, browser=False, progress=False, stop_with_parent=True
    )


def _port(server: RunningServer) -> int:
    return urlsplit(server.bolt_uri).port or 0


async def _healthy() -> bool:
    return False


@asynccontextmanager
async def _kept(kept: KeptServer, is_unhealthy: Callable[[], Awaitable[bool]] = _healthy) -> AsyncIterator[None]:
    task = asyncio.create_task(kept.keep(is_unhealthy))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(_PATIENCE_SECONDS):
        while not await asyncio.to_thread(true):  # noqa: ASYNC110 (another process)
            await asyncio.sleep(0.2)


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[RunningServer]:
    started = await asyncio.to_thread(_start, tmp_path / "home")
    yield started
    await asyncio.to_thread(stop_server, started.home)


@pytest.fixture
def kept(server: RunningServer) -> KeptServer:
    return KeptServer(server, lambda former: _start(former.home, _port(former)))


async def test_a_server_that_is_killed_comes_back_where_it_was(server: RunningServer, kept: KeptServer) -> None:
    async with _kept(kept):
        os.kill(server.pid, signal.SIGKILL)
        await _until(lambda: kept.notices() != [])

    assert "started again once" in kept.notices()[0]
    assert answers_bolt(HOST, _port(server))
    again = server_status(server.home).server
    assert again is not None
    assert again.pid != server.pid
    # and it is still ours to stop
    await asyncio.to_thread(kept.stop)
    assert not server_status(server.home).running


async def test_a_database_that_stopped_itself_is_started_again(server: RunningServer, kept: KeptServer) -> None:
    async def unhealthy() -> bool:
        found = server_status(server.home).server
        return found is not None and found.pid == server.pid

    async with _kept(kept, unhealthy):
        await _until(lambda: kept.notices() != [])

    assert answers_bolt(HOST, _port(server))


async def test_a_server_that_somebody_stopped_stays_stopped(server: RunningServer, kept: KeptServer) -> None:
    async with _kept(kept):
        await asyncio.to_thread(stop_server, server.home)
        await _until(lambda: kept.notices() != [])

    assert "graphapi neo4j start" in kept.notices()[0]
    assert not server_status(server.home).running


async def test_somebody_else_s_server_is_left_to_them(server: RunningServer, kept: KeptServer) -> None:
    # given that an operator has replaced the server
    await asyncio.to_thread(stop_server, server.home)
    other = await asyncio.to_thread(_start, server.home)
    # when
    async with _kept(kept):
        await asyncio.sleep(2.5)
        await asyncio.to_thread(kept.stop)
        # then it is neither stopped nor, when it is killed, started again
        found = server_status(server.home).server
        assert found is not None
        assert found.pid == other.pid
        os.kill(other.pid, signal.SIGKILL)
        await _until(lambda: kept.notices() != [])
        await asyncio.sleep(1.5)
    assert not server_status(server.home).running
