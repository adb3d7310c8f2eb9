"""The application as a whole: health, starting without a database, and who may speak to it."""

import socket

import httpx
import pytest

from graphapi.app import create_app
from graphapi.cli.serving import check_exposure
from graphapi.errors import SetupProblem
from graphapi.graphdb.database import Database
from graphapi.settings import Settings
from tests.api_client import client_of


async def test_it_lives_and_is_ready_on_a_migrated_database(database: Database) -> None:
    async with client_of(database) as client:
        assert (await client.http.get("/livez")).json() == {"ok": True, "reason": None}
        ready = await client.http.get("/readyz")
    assert (ready.status_code, ready.json()["ok"]) == (200, True)


async def test_it_starts_without_a_database_and_says_so() -> None:
    with socket.socket() as taken:
        # Bound but not listening: whoever connects is refused.
        taken.bind(("127.0.0.1", 0))
        given = Settings(retry_window_seconds=0.2)  # pyright: ignore[reportCallIssue]
        uri = f"bolt://127.0.0.1:{taken.getsockname()[1]}"
        async with Database.connect(uri, "neo4j", "secret", given) as away, client_of(away) as client:
            assert (await client.http.get("/livez")).status_code == 200
            ready = await client.http.get("/readyz")
            code, message = await client.error('{ skill(id: "x") { label } }')

    assert (ready.status_code, ready.headers["retry-after"]) == (503, "1")
    assert "cannot be reached" in ready.json()["reason"]
    assert (code, "cannot be reached" in message) == ("UNAVAILABLE", True)


async def test_another_name_for_this_machine_is_refused(migrated: Database) -> None:
    app = create_app(migrated, Settings())  # pyright: ignore[reportCallIssue]
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://rebound.example") as http:
        assert (await http.post("/graphql", json={"query": "{ __typename }"})).status_code == 400


@pytest.mark.parametrize(
    ("host", "trusted", "allowed"),
    [
        ("127.0.0.1", False, True),
        ("::1", False, True),
        ("localhost", False, True),
        ("0.0.0.0", False, False),
        ("example.org", False, False),
        ("0.0.0.0", True, True),
    ],
)
def test_the_development_identity_stays_on_loopback(host: str, trusted: bool, allowed: bool) -> None:
    given = Settings(host=host, trust_network=trusted)  # pyright: ignore[reportCallIssue]
    if allowed:
        check_exposure(given)
    else:
        with pytest.raises(SetupProblem, match="loopback"):
            check_exposure(given)
