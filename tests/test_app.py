"""The application as a whole: health, starting without a database, and who may speak to it."""

import socket

import httpx
import pytest
from pydantic import ValidationError

from graphapi.app import create_app
from graphapi.cli.serving import check_exposure, listening
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


@pytest.mark.parametrize("trusted", [False, True])
async def test_hosts_and_pages_are_checked_even_on_a_trusted_network(migrated: Database, trusted: bool) -> None:
    given = Settings(trust_network=trusted, host="0.0.0.0", allowed_hosts=("map.example.org",))  # pyright: ignore[reportCallIssue]
    transport = httpx.ASGITransport(app=create_app(migrated, given))

    async def status(host: str, path: str = "/graphql", **headers: str) -> int:
        async with httpx.AsyncClient(transport=transport, base_url=f"http://{host}") as http:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            return (await http.get(path, params={"query": "{ __typename }"}, headers=named)).status_code

    for known in ("localhost:8080", "127.0.0.1", "[::1]:8080", "map.example.org"):
        assert await status(known) == 200
    for unknown in ("rebound.example", "other.example.org"):
        assert await status(unknown) == 400
    assert await status("localhost", origin="https://evil.example") == 403
    assert await status("localhost", sec_fetch_site="cross-site") == 403
    # Probes use whatever address the machine has.
    assert await status("rebound.example", "/livez") == 200
    assert await status("rebound.example", "/readyz") == 200


async def test_health_answers_head_requests(database: Database) -> None:
    async with client_of(database) as client:
        for path in ("/livez", "/readyz"):
            assert (await client.http.head(path)).status_code == 200
        assert "/readyz" in (await client.http.get("/openapi.json")).json()["paths"]


@pytest.mark.parametrize("variable", ["ALLOWED_HOSTS", "ALLOWED_ORIGINS"])
def test_lists_of_names_are_separated_by_commas(monkeypatch: pytest.MonkeyPatch, variable: str) -> None:
    names = {"ALLOWED_HOSTS": ("a.example", "*.b.example"), "ALLOWED_ORIGINS": ("http://a", "https://b:8443")}[
        variable
    ]
    monkeypatch.setenv(f"GRAPHAPI_{variable}", " , ".join(names))
    assert getattr(Settings(), variable.lower()) == names  # pyright: ignore[reportCallIssue]
    monkeypatch.setenv(f"GRAPHAPI_{variable}", "")
    assert getattr(Settings(), variable.lower()) == ()  # pyright: ignore[reportCallIssue]


@pytest.mark.parametrize(
    ("variable", "wrong"),
    [
        ("ALLOWED_HOSTS", "*"),
        ("ALLOWED_HOSTS", "http://a.example"),
        ("ALLOWED_HOSTS", "a.example:8080"),
        ("ALLOWED_ORIGINS", "*"),
        ("ALLOWED_ORIGINS", "null"),
        ("ALLOWED_ORIGINS", "app.example.org"),
        ("ALLOWED_ORIGINS", "https://app.example.org/"),
        ("ALLOWED_ORIGINS", "https://App.example.org"),
    ],
)
def test_what_is_no_name_is_refused_at_the_start(
    monkeypatch: pytest.MonkeyPatch, variable: str, wrong: str
) -> None:
    fine = {"ALLOWED_HOSTS": "fine.example", "ALLOWED_ORIGINS": "https://fine.example"}[variable]
    monkeypatch.setenv(f"GRAPHAPI_{variable}", f"{fine},{wrong}")
    with pytest.raises(ValidationError, match="is no"):
        Settings()  # pyright: ignore[reportCallIssue]


@pytest.mark.parametrize(("host", "said"), [("::1", r"\[::1\]:"), ("no-such-host.invalid", "set GRAPHAPI_HOST")])
def test_an_address_that_cannot_be_listened_on_is_said(host: str, said: str) -> None:
    with socket.socket(socket.AF_INET6) as taken:
        taken.bind(("::1", 0))
        taken.listen()
        given = Settings(host=host, port=taken.getsockname()[1])  # pyright: ignore[reportCallIssue]
        with pytest.raises(SetupProblem, match=said):
            listening(given)


@pytest.mark.parametrize(
    ("host", "trusted", "allowed"),
    [
        ("127.0.0.1", False, True),
        ("::1", False, True),
        ("[::1]", False, True),
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
