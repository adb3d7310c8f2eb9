"""The door: bodies that are too big, requests that take too long, and requests that are no GraphQL."""

import asyncio
import socket
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import httpx
import pytest
import uvicorn
from fastapi import FastAPI

from graphapi.errors import NotAllowed, Unavailable
from graphapi.wire.body import MAXIMUM_BODY_BYTES
from tests.wire.schema import SECRET, application, client

GIANT = 50_000_000
CHUNK = 10_000


class Stream:
    """A body, of 50 MB where nothing else is said, that notes how much of it was taken."""

    def __init__(self, size: int = GIANT) -> None:
        self.size = size
        self.taken = 0

    async def __aiter__(self) -> AsyncIterator[bytes]:
        while self.taken < self.size:
            self.taken += CHUNK
            yield b" " * CHUNK


@asynccontextmanager
async def served(app: FastAPI) -> AsyncIterator[str]:
    """A real server on a port of its own."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, log_level="critical", lifespan="off"))
        running = asyncio.create_task(server.serve([listening]))
        while not server.started:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            await running


def assert_refused(response: httpx.Response, status: int, code: str) -> None:
    assert response.status_code == status, response.text
    assert response.headers["content-type"].startswith("application/json")
    assert [error["extensions"]["code"] for error in response.json()["errors"]] == [code]


async def test_a_giant_body_is_refused_by_its_declared_length() -> None:
    async with client() as http:
        response = await http.post("/graphql", content=Stream(), headers={"content-length": str(GIANT)})
    assert_refused(response, 413, "BODY_TOO_LARGE")


async def test_a_giant_stream_is_refused() -> None:
    async with client() as http:
        response = await http.post("/graphql", content=Stream())
    assert_refused(response, 413, "BODY_TOO_LARGE")


async def test_a_body_that_would_never_end_is_cut_off() -> None:
    stream = Stream(size=10**12)
    async with served(application()) as address, httpx.AsyncClient(timeout=300) as http:
        with suppress(httpx.WriteError, httpx.ReadError):
            assert_refused(await http.post(f"{address}/graphql", content=stream), 413, "BODY_TOO_LARGE")
    assert stream.taken < 10**9


async def test_a_client_of_a_real_server_can_read_the_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graphapi.wire.body._DISCARDING_SECONDS", 60.0)
    async with served(application()) as address, httpx.AsyncClient(timeout=300) as http:
        assert_refused(await http.post(f"{address}/graphql", content=Stream(5_000_000)), 413, "BODY_TOO_LARGE")
        response = await http.post(f"{address}/graphql", json={"query": "{ thing { number } }"})
        assert response.json()["data"] == {"thing": {"number": 0}}


async def test_a_body_of_exactly_the_limit_is_read() -> None:
    query = b'{"query": "{ thing { number } }"}'
    async with client() as http:
        for size, status in ((MAXIMUM_BODY_BYTES, 200), (MAXIMUM_BODY_BYTES + 1, 413)):
            response = await http.post(
                "/graphql", content=query.ljust(size), headers={"content-type": "application/json"}
            )
            assert response.status_code == status


async def test_a_request_that_takes_too_long_is_stopped() -> None:
    started = time.perf_counter()
    async with client(application(deadline_seconds=0.2)) as http:
        response = await http.post("/graphql", json={"query": "{ wait(seconds: 300) }"})
    assert_refused(response, 504, "DEADLINE_EXCEEDED")
    assert time.perf_counter() - started < 60


async def test_a_body_that_never_ends_is_stopped() -> None:
    async def slow() -> AsyncIterator[bytes]:
        yield b"{"
        await asyncio.sleep(300)

    async with client(application(deadline_seconds=0.2)) as http:
        assert_refused(await http.post("/graphql", content=slow()), 504, "DEADLINE_EXCEEDED")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"null",
        b"5",
        b'"text"',
        b"[]",
        b"[1]",
        b"{}",
        b'{"query": 5}',
        b'{"query": ""}',
        b'{"query": "{ thing { id } }", "variables": []}',
        b'{"query": "{ thing { id } }", "operationName": "Other"}',
        b'{"query": "{ thing { id } }", "operationName": {"a": 1}}',
        b'{"query": "{ thing { id } }", "variables": {"a": NaN}}',
        b'{"query": "{ thing { id } }", "variables": {"a": ' + b"9" * 5000 + b"}}",
        b'{"query": "{ thing { id } }", "variables": {"a": "\\ud800"}}',
        b'{"query": "{ thing { id } }", "variables": ' + b"[" * 4_900,
        b'{"query": "{ thing { id } }", "query": "{ thing { number } }"}',
        b'{"query": "{ thing { id } }", "variables": {"a": 1, "a": 2}}',
        b'[{"query": "{ thing { id } }"}, {"query": "{ thing { id } }"}]',
        b"\xff\xfe",
        b"\xef\xbb\xbf{}",
    ],
)
async def test_what_is_no_request_is_refused_in_the_same_shape(body: bytes) -> None:
    async with client() as http:
        response = await http.post("/graphql", content=body, headers={"content-type": "application/json"})
    assert_refused(response, 400, "BAD_REQUEST")


@pytest.mark.parametrize("many", ["[]," * 2_600, "1," * 5_100, '{"a":{}},' * 1_700])
async def test_a_body_of_thousands_of_values_is_refused_before_it_is_read(many: str) -> None:
    body = f'{{"query": "{{ thing {{ id }} }}", "variables": {{"a": [{many}1]}}}}'
    async with client() as http:
        response = await http.post("/graphql", content=body, headers={"content-type": "application/json"})
    assert_refused(response, 400, "TOO_MANY_VALUES")
    assert "5000 values" in response.json()["errors"][0]["message"]


async def test_a_form_of_another_site_is_refused() -> None:
    async with client() as http:
        response = await http.post("/graphql", content=b"{}", headers={"content-type": "text/plain"})
        assert_refused(response, 400, "BAD_REQUEST")
        response = await http.get("/graphql", params={"query": "mutation { do { __typename } }"})
        assert_refused(response, 400, "BAD_REQUEST")


@pytest.mark.parametrize(
    ("content_type", "status"),
    [
        ("application/json", 200),
        ("Application/JSON; Charset=UTF-8", 200),
        ("application/json;charset=utf8", 200),
        ("application/jsonx", 400),
        ("application/json5", 400),
        ("application/json, text/plain", 400),
        ("application/json; charset=latin-1", 400),
        ("text/plain; application/json", 400),
        ("application/vnd.api+json", 400),
        ("multipart/form-data; boundary=x", 400),
        ("", 400),
    ],
)
async def test_only_json_passes_as_json(content_type: str, status: int) -> None:
    body = b'{"query": "{ thing { number } }"}'
    async with client() as http:
        response = await http.post("/graphql", content=body, headers={"content-type": content_type})
        packed = await http.post(
            "/graphql", content=body, headers={"content-type": content_type, "content-encoding": "gzip"}
        )
    assert response.status_code == status
    assert_refused(packed, 400, "BAD_REQUEST")


_NINES = "9" * 5000


@pytest.mark.parametrize(
    "query",
    [
        "{ things(first: NINES) { edges { weight } } }",
        "{ node(id: NINES) { id } }",
        "{ wait(seconds: NINES) }",
        "{ wait(seconds: -NINES.5) }",
        "{ wait(seconds: 1e999) }",
        "{ wait(seconds: 0.NINES) }",
        "query($n: Int = NINES) { things(first: $n) { edges { weight } } }",
        "{ thing { number @include(if: NINES) } }",
    ],
)
async def test_a_number_of_five_thousand_digits_is_refused_in_words(query: str) -> None:
    async with client() as http:
        response = await http.post("/graphql", json={"query": query.replace("NINES", _NINES)})
    [error] = response.json()["errors"]
    assert error["extensions"]["code"] == "INVALID_INPUT"
    assert "too many digits" in error["message"]
    assert len(response.text) < 500


@pytest.mark.parametrize("value", ["9" * 4000, "1e999", "-1e999"])
async def test_a_number_that_is_too_large_for_its_variable_is_refused_in_short_words(value: str) -> None:
    query = "query($n: Float!) { wait(seconds: $n) }"
    body = f'{{"query": "{query}", "variables": {{"n": {value}}}}}'
    async with client() as http:
        response = await http.post("/graphql", content=body, headers={"content-type": "application/json"})
    [error] = response.json()["errors"]
    assert error["extensions"] == {"code": "INVALID_INPUT", "path": ["n"]}
    assert len(response.text) < 1_500


async def test_digits_in_a_text_are_no_number() -> None:
    async with client() as http:
        response = await http.post("/graphql", json={"query": f'{{ node(id: "{_NINES}") {{ id }} }}'})
    assert "not a valid global id" in response.json()["errors"][0]["message"]


async def test_a_query_may_come_by_get_and_a_browser_gets_the_ide() -> None:
    async with client() as http:
        response = await http.get("/graphql", params={"query": "{ thing { number } }"})
        assert response.json()["data"] == {"thing": {"number": 0}}
        assert response.headers["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'"
        assert response.headers["cache-control"] == "no-store"
        page = await http.get("/graphql", headers={"accept": "text/html"})
        assert page.headers["content-type"].startswith("text/html")
        assert "script-src 'self';" in page.headers["content-security-policy"]
        assert page.headers["x-content-type-options"] == "nosniff"


async def test_a_path_and_a_method_that_nobody_serves_are_refused_in_the_same_shape() -> None:
    async with client() as http:
        assert_refused(await http.get("/elsewhere"), 404, "NOT_FOUND")
        response = await http.put("/graphql")
        assert_refused(response, 405, "BAD_REQUEST")
        assert response.headers["allow"] == "GET, POST"


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (Unavailable("Away."), 503, "UNAVAILABLE"),
        (NotAllowed("Not you."), 403, "NOT_ALLOWED"),
        (RuntimeError(SECRET), 500, "INTERNAL_ERROR"),
    ],
)
async def test_what_fails_before_graphql_is_answered_in_the_same_shape(
    error: Exception, status: int, code: str, caplog: pytest.LogCaptureFixture
) -> None:
    app = application()

    @app.get("/broken")
    async def broken() -> None:
        raise error

    async with client(app) as http:
        response = await http.get("/broken")
    assert_refused(response, status, code)
    assert SECRET not in response.text + caplog.text


async def test_a_cancellation_that_nobody_asked_for_is_answered() -> None:
    app = application(deadline_seconds=0.2)

    @app.get("/by-itself")
    async def by_itself() -> None:
        raise asyncio.CancelledError

    @app.get("/twice")
    async def twice() -> None:
        try:
            await asyncio.sleep(30)
        except asyncio.CancelledError:
            task = asyncio.current_task()
            assert task is not None
            task.cancel()
            await asyncio.sleep(0)

    async with served(app) as address, httpx.AsyncClient() as http:
        assert_refused(await http.get(f"{address}/by-itself"), 503, "UNAVAILABLE")
        assert_refused(await http.get(f"{address}/twice"), 504, "DEADLINE_EXCEEDED")
