"""Gives every test a real Neo4j: the one at GRAPHAPI_NEO4J_URI, a container, or the embedded server.

GRAPHAPI_TEST_NEO4J chooses: `uri`, `testcontainers`, `embedded`; unset takes the address where one is
given, a container where a Docker engine and the image are at hand, and the embedded server otherwise.
"""

import os
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from graphapi.graphdb.database import Database, Transaction
from graphapi.graphdb.migrations import migrate
from graphapi.settings import Settings, settings
from graphapi.starter.files import read_seed
from graphapi.starter.loading import load_seed
from tests import containers
from tests.editing import editor

pytest_plugins = ["tests.scheduling"]

# Ten times the deadlines of production: a busy machine is no fault. A test of a deadline sets its own.
_PATIENCE = {
    "REQUEST_DEADLINE": 100,
    "TRANSACTION_DEADLINE": 80,
    "RETRY_WINDOW": 40,
    "POOL_WAIT": 20,
    "CONNECT": 20,
}
os.environ.update({f"GRAPHAPI_{name}_SECONDS": str(seconds) for name, seconds in _PATIENCE.items()})
hypothesis.settings.register_profile("graphapi", deadline=None, print_blob=True)
hypothesis.settings.load_profile("graphapi")

_EMPTY = (
    "MATCH (n) WHERE NOT n:TimeSlot AND NOT n:SchemaMigration AND NOT n:MigrationLock AND NOT n:GraphapiTests "
    "CALL (n) { DETACH DELETE n }"
)
_IS_STARTER_MAP = "MATCH (m:StarterMap) RETURN 1 AS it"
_FOREIGN = "MATCH (n) WHERE NOT n:GraphapiTests AND NOT n:TimeSlot RETURN count(n) AS nodes"


@dataclass(frozen=True)
class Address:
    """Where the tests' Neo4j listens."""

    uri: str
    user: str
    password: str | None


@contextmanager
def _embedded(home: Path) -> Iterator[Address]:
    from graphapi.graphdb.embedded import start_server, stop_server

    server = start_server(home, bolt_port=0, http_port=0, for_tests=True, browser=False, stop_with_parent=True)
    try:
        yield Address(server.bolt_uri, server.username, server.password)
    finally:
        stop_server(home)


@pytest.fixture(scope="session")
def neo4j_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Address]:
    """One server for the whole run, or for each of its workers."""
    given = settings()
    road = os.environ.get("GRAPHAPI_TEST_NEO4J") or (
        "uri" if given.neo4j_uri else "testcontainers" if containers.at_hand() else "embedded"
    )
    if road == "uri":
        assert given.neo4j_uri, "GRAPHAPI_TEST_NEO4J=uri needs GRAPHAPI_NEO4J_URI."
        yield Address(given.neo4j_uri, given.neo4j_user, given.password())
    elif road == "testcontainers":
        with containers.neo4j() as (uri, user, password):
            yield Address(uri, user, password)
    else:
        with _embedded(tmp_path_factory.mktemp("neo4j") / "home") as address:
            yield address


@pytest.fixture(scope="session")
async def migrated(neo4j_address: Address) -> AsyncIterator[Database]:
    """A migrated database, shared by all tests."""
    database = connect(neo4j_address)
    await _refuse_a_map_of_somebody(database)
    await migrate(database)
    yield database
    await database.close()


@pytest.fixture
async def database(migrated: Database) -> Database:
    """The database with nothing in it but the 336 time slots."""
    await empty(migrated)
    return migrated


@pytest.fixture
async def starter_map(migrated: Database) -> Database:
    """The starter taxonomy, for tests that only read: tests that follow one another share it."""
    if not await migrated.read("tests/is_starter_map", lambda tx: tx.run_text(_IS_STARTER_MAP)):
        await empty(migrated)
        await load_seed(editor(migrated), read_seed())
        await migrated.write("tests/mark_starter_map", lambda tx: tx.run_text("CREATE (:StarterMap)"))
    return migrated


async def empty(database: Database) -> None:
    """Takes everything out of the database but the 336 time slots."""
    await database.write("tests/empty", lambda tx: tx.run_text(_EMPTY), deadline_seconds=600)


def connect(address: Address, **changes: Any) -> Database:
    """Another connection to the tests' server, with changed settings."""
    return Database.connect(
        address.uri,
        address.user,
        address.password,
        Settings(**changes),  # pyright: ignore[reportCallIssue]
    )


async def _refuse_a_map_of_somebody(database: Database) -> None:
    """The tests empty the database; one that they did not mark themselves must be empty to begin with."""

    async def work(tx: Transaction) -> None:
        marked = await tx.run_text("MATCH (m:GraphapiTests) RETURN count(m) AS marks")
        foreign = await tx.run_text(_FOREIGN)
        if not marked[0]["marks"] and foreign[0]["nodes"]:
            pytest.exit("GRAPHAPI_NEO4J_URI holds data; the tests would delete it. Give an empty database.", 2)
        await tx.run_text("MERGE (:GraphapiTests {id: 'marker'})")

    await database.write("tests/guard", work)
