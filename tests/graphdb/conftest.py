"""What the tests of the door to the database need: a proxy, and a server of their own that they may stop."""

import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from graphapi.graphdb.database import Database
from graphapi.graphdb.embedded import start_server, stop_server
from tests.conftest import Address, connect
from tests.graphdb.proxy import Proxy, proxy_to

Opener = Callable[..., Database]


@pytest.fixture(scope="session")
def own_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Address]:
    """An empty server that no other test uses."""
    home = tmp_path_factory.mktemp("own") / "home"
    server = start_server(
        home, bolt_port=0, http_port=0, heap_mb=512, for_tests=True, browser=False, stop_with_parent=True
    )
    try:
        yield Address(server.bolt_uri, server.username, server.password)
    finally:
        stop_server(home)


@pytest.fixture
async def proxy(database: Database, neo4j_address: Address) -> AsyncIterator[Proxy]:
    """A proxy to the tests' server, whose database is empty."""
    async with proxy_to(neo4j_address.uri) as opened:
        yield opened


@pytest.fixture
async def open_through(proxy: Proxy, neo4j_address: Address) -> AsyncIterator[Opener]:
    """Opens databases with changed settings through the proxy, or at another address; closes them afterwards."""
    opened: list[Database] = []

    def open_database(uri: str | None = None, **changes: Any) -> Database:
        database = connect(Address(uri or proxy.uri, neo4j_address.user, neo4j_address.password), **changes)
        opened.append(database)
        return database

    yield open_database
    for database in opened:
        await database.close()


@contextmanager
def took(at_least: float = 0.0, at_most: float = 30.0) -> Iterator[None]:
    """Fails unless the block takes between so many seconds.

    The upper bound is for a machine under a heavy load, and still below every deadline that tests run with unless
    they set a shorter one: it tells what ends by its own limit from what ends by theirs.
    """
    begun = time.monotonic()
    yield
    assert at_least <= time.monotonic() - begun <= at_most


async def one_value(database: Database, text: str, **parameters: Any) -> Any:
    """The only value of a reading query."""
    rows = await database.read("tests/one_value", lambda tx: tx.run_text(text, parameters))
    [row] = rows
    [value] = row.values()
    return value
