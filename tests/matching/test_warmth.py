"""The service counts as ready only when the database has planned the ranking's queries, after each of its starts."""

import asyncio
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from graphapi.graphdb.database import Database
from graphapi.graphdb.embedded import start_server, stop_server
from graphapi.graphdb.migrations import migrate
from graphapi.health import not_ready
from graphapi.matching.warmth import Warmth
from graphapi.settings import Settings
from tests.conftest import Address, connect


async def test_an_application_that_starts_becomes_ready_when_the_database_is_warm(database: Database) -> None:
    warmth = Warmth()
    keeping = asyncio.create_task(warmth.keep(database))
    try:
        await asyncio.sleep(0)
        assert warmth.reason == "The database is planning the ranking's queries."
        await _until(lambda: warmth.reason is None)
    finally:
        keeping.cancel()
    assert await not_ready(database) is None


async def test_without_a_database_nothing_gets_warm() -> None:
    warmth = Warmth()
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        given = Settings(retry_window_seconds=0.0)  # pyright: ignore[reportCallIssue]
        uri = f"bolt://127.0.0.1:{taken.getsockname()[1]}"
        async with Database.connect(uri, "neo4j", "secret", given) as away:
            keeping = asyncio.create_task(warmth.keep(away))
            await asyncio.sleep(0.5)
            keeping.cancel()
    assert warmth.reason is not None


@pytest.mark.slow
async def test_a_server_that_was_started_again_is_warmed_again(tmp_path: Path) -> None:
    home = tmp_path / "home"

    def start(port: int) -> Address:
        server = start_server(
            home, bolt_port=port, http_port=0, for_tests=True, browser=False, stop_with_parent=True
        )
        return Address(server.bolt_uri, server.username, server.password)

    address = await asyncio.to_thread(start, 0)
    warmth = Warmth()
    try:
        # It retries for longer than a restart takes, so that no read ever fails.
        async with connect(
            address, retry_window_seconds=100.0, transaction_deadline_seconds=120.0, request_deadline_seconds=130.0
        ) as database:
            await migrate(database)
            keeping = asyncio.create_task(warmth.keep(database))
            try:
                await _until(lambda: warmth.reason is None)
                await asyncio.to_thread(stop_server, home)
                await asyncio.to_thread(start, int(address.uri.rpartition(":")[2]))
                await _until(lambda: warmth.reason is not None)
                await _until(lambda: warmth.reason is None)
            finally:
                keeping.cancel()
    finally:
        await asyncio.to_thread(stop_server, home)


async def _until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(200):
        while not holds():  # noqa: ASYNC110 (nothing rings a bell)
            await asyncio.sleep(0.001)
