"""Who may call: known hosts, pages of our own and of allowed origins, and every program; on a real server."""

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphapi.wire.addresses import Host, canonical_name, url_of
from tests.wire.schema import application
from tests.wire.test_serving import assert_refused, served

_ASK = {"query": "{ thing { number } }"}
_APP = "https://app.example.org"


async def ask(address: str, method: str = "POST", **headers: str) -> httpx.Response:
    """Asks a harmless question with headers, whose underscores stand for hyphens."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    async with httpx.AsyncClient(trust_env=False) as http:
        if method == "GET":
            return await http.get(f"{address}/graphql", params=_ASK, headers=named)
        return await http.post(f"{address}/graphql", json=_ASK, headers=named)


async def test_only_known_hosts_are_served() -> None:
    async with served(application(hosts=("localhost", "::1", "*.example.org", "Map.Example.com"))) as address:
        port = address.rpartition(":")[2]
        for host in (
            "127.0.0.1",  # the address that the connection came in on
            f"localhost:{port}",
            "LOCALHOST.",
            "[::1]",
            f"[0:0::1]:{port}",
            "map.example.com",
            "a.b.example.org:443",
        ):
            assert (await ask(address, host=host)).status_code == 200, host
        for host in (
            f"rebound.example:{port}",
            "example.org",
            "evilexample.org",
            "127.0.0.1.evil.example",
            "10.0.0.1",
            "[::2]",
            "::1",
            "localhost:x",
            "user@localhost",
            "localhost/",
            "",
        ):
            response = await ask(address, host=host)
            assert_refused(response, 400, "HOST_NOT_ALLOWED")
            assert "GRAPHAPI_ALLOWED_HOSTS" in response.text


@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_pages_of_other_origins_are_refused_and_programs_are_not(method: str) -> None:
    async with served(application()) as address:
        for allowed in (
            {},
            {"origin": address},
            {"origin": address, "sec_fetch_site": "same-origin"},
            {"sec_fetch_site": "none"},
            # The same origin behind a proxy that takes TLS off.
            {"host": "test", "origin": "https://test"},
        ):
            assert (await ask(address, method, **allowed)).status_code == 200, allowed
        for foreign in (
            {"origin": "https://evil.example"},
            {"origin": "null"},
            {"origin": "http://127.0.0.1:1"},
            {"origin": "http://localhost:" + address.rpartition(":")[2]},
            {"origin": "http://["},
            {"origin": address, "sec_fetch_site": "same-site"},
            {"sec_fetch_site": "cross-site"},
            {"sec_fetch_site": "cross-site", "sec_fetch_mode": "navigate", "sec_fetch_dest": "document"},
        ):
            response = await ask(address, method, **foreign)
            assert_refused(response, 403, "ORIGIN_NOT_ALLOWED")
            assert "GRAPHAPI_ALLOWED_ORIGINS" in response.text
            assert "access-control-allow-origin" not in response.headers


async def test_a_link_from_elsewhere_opens_the_ide_and_asks_nothing() -> None:
    headers = {"accept": "text/html", "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}
    async with served(application()) as address, httpx.AsyncClient(trust_env=False) as http:
        page = await http.get(f"{address}/graphql", headers=headers | {"sec-fetch-dest": "document"})
        framed = await http.get(f"{address}/graphql", headers=headers | {"sec-fetch-dest": "iframe"})
    assert page.headers["content-type"].startswith("text/html")
    assert_refused(framed, 403, "ORIGIN_NOT_ALLOWED")


async def test_pages_of_an_allowed_origin_may_ask_and_read_refusals() -> None:
    async with served(application(origins=(_APP,))) as address:
        answer = await ask(address, origin=_APP, sec_fetch_site="cross-site")
        unknown_host = await ask(address, origin=_APP, host="elsewhere.example")
        async with httpx.AsyncClient(trust_env=False) as http:
            broken = await http.post(f"{address}/graphql", content=b"{", headers={"origin": _APP})
            big = await http.post(f"{address}/graphql", content=b" " * 300_000, headers={"origin": _APP})
        stranger = await ask(address, origin="https://evil.example")

    assert answer.json()["data"] == {"thing": {"number": 0}}
    assert [r.status_code for r in (answer, unknown_host, broken, big)] == [200, 400, 400, 413]
    for response in (answer, unknown_host, broken, big):
        assert response.headers["access-control-allow-origin"] == _APP
        assert "origin" in response.headers["vary"].lower()
    assert_refused(stranger, 403, "ORIGIN_NOT_ALLOWED")
    assert "access-control-allow-origin" not in stranger.headers


async def test_a_preflight_is_answered_for_allowed_origins_only() -> None:
    asked = {"access-control-request-method": "POST", "access-control-request-headers": "content-type"}
    async with (
        served(application(origins=(_APP,))) as address,
        served(application()) as closed,
        httpx.AsyncClient(trust_env=False) as http,
    ):
        allowed = await http.options(f"{address}/graphql", headers=asked | {"origin": _APP})
        foreign = await http.options(f"{address}/graphql", headers=asked | {"origin": "https://evil.example"})
        off = await http.options(f"{closed}/graphql", headers=asked | {"origin": _APP})
    assert allowed.status_code == 200
    assert allowed.headers["access-control-allow-origin"] == _APP
    assert allowed.headers["access-control-allow-methods"] == "GET, POST"
    assert "Content-Type" in allowed.headers["access-control-allow-headers"]
    assert "access-control-allow-credentials" not in allowed.headers
    for refused in (foreign, off):
        assert refused.status_code in (400, 403)
        assert "access-control-allow-origin" not in refused.headers


async def test_open_paths_answer_whoever_asks() -> None:
    app = application(open_paths=("/graphql",))
    async with served(app) as address:
        assert (await ask(address, host="10.1.2.3:8080", origin="https://evil.example")).status_code == 200


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("127.0.0.1", "http://127.0.0.1:8080"),
        ("localhost", "http://localhost:8080"),
        ("::1", "http://[::1]:8080"),
        ("[::1]", "http://[::1]:8080"),
        ("2001:DB8:0::1", "http://[2001:db8::1]:8080"),
        ("0.0.0.0", "http://127.0.0.1:8080"),
        ("::", "http://[::1]:8080"),
    ],
)
def test_an_address_is_printed_as_a_browser_takes_it(host: str, url: str) -> None:
    assert url_of(host, 8080) == url


@given(st.ip_addresses(), st.integers(0, 65535))
def test_every_address_survives_its_url(address: object, port: int) -> None:
    name = canonical_name(str(address))
    netloc = url_of(name, port).removeprefix("http://")
    expected = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(name, name)
    assert Host.parse(netloc) == Host(expected, port)


@given(st.text(max_size=30))
def test_no_text_breaks_the_reading_of_hosts(text: str) -> None:
    found = Host.parse(text)
    assert found is None or ("/" not in found.name and "@" not in found.name)
