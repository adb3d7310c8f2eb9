"""Every request has an id, one line in the log, and its metrics; nothing of it is personal."""

import logging

import httpx
import pytest

from graphapi.telemetry.metrics import Metrics
from tests.wire.schema import application

SECRET = "Zoë Müller"
SECRETS = ("Zo", "ller", "M%C3%BC")


def lines(caplog: pytest.LogCaptureFixture) -> list[logging.LogRecord]:
    return [record for record in caplog.records if record.name == "graphapi.requests"]


def asking(app_metrics: Metrics | None = None, **more: object) -> httpx.AsyncClient:
    app = application(metrics=app_metrics, operations=("Known",), open_paths=("/livez",), **more)
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test")


async def test_a_request_is_one_line(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    async with asking() as http:
        answer = await http.post(
            "/graphql",
            json={
                "query": 'query Known { thing { __typename } fail(how: "not_found") }',
                "operationName": "Known",
            },
            headers={"x-request-id": "abc-1"},
        )
    assert answer.headers["x-request-id"] == "abc-1"
    (line,) = lines(caplog)
    told = line.__dict__
    assert (told["method"], told["path"], told["status"]) == ("POST", "/graphql", 200)
    assert told["operation"] == "Known"
    assert told["fields"] == ["fail", "thing"]
    assert told["codes"]
    assert told["ms"] >= 0


async def test_nothing_personal_is_logged_or_measured(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    metrics = Metrics()
    async with asking(metrics) as http:
        for path, body, headers in (
            (f"/{SECRET}", {"query": "{ thing { __typename } }"}, {}),
            ("/graphql", {"query": f'query {{ fail(how: "{SECRET}") }}'}, {}),
            ("/graphql", {"query": 'query Mueller { fail(how: "x") }', "operationName": "Mueller"}, {}),
            ("/graphql", {"query": f"{{ {SECRET} }}"}, {}),
            ("/graphql", {"query": "query ($a: String!) { fail(how: $a) }", "variables": {"a": SECRET}}, {}),
            ("/graphql", {"query": "{ thing { __typename } }"}, {"x-request-id": "Mueller is ill"}),
            ("/graphql", {"query": "{ thing { __typename } }"}, {"referer": "http://test/Mueller"}),
        ):
            await http.post(path, json=body, headers=headers)
        await http.get("/graphql", params={"query": f'{{ fail(how: "{SECRET}") }}'})
    assert len(lines(caplog)) == 8
    # The client of this test logs what it asks for.
    ours = [record for record in caplog.records if not record.name.startswith(("httpx", "httpcore"))]
    logged = "\n".join(f"{record.getMessage()} {record.__dict__}" for record in ours)
    for text in (logged, metrics.text().decode()):
        assert not [secret for secret in (*SECRETS, "Mueller") if secret in text]


async def test_refusals_are_counted_by_their_code() -> None:
    metrics = Metrics()
    async with asking(metrics) as http:
        await http.post("/graphql", content=b"no", headers={"content-type": "application/json"})
        await http.post("/graphql", json={"query": "{ thing { __typename } }"}, headers={"host": "evil.example"})
        await http.get("/livez")
    text = metrics.text().decode()
    assert 'graphapi_errors_total{code="BAD_REQUEST"} 1.0' in text
    assert 'graphapi_errors_total{code="HOST_NOT_ALLOWED"} 1.0' in text
    assert 'graphapi_request_seconds_count{operation="",path="/livez",status="404"} 1.0' in text


async def test_behind_a_prefix_it_answers_with_and_without_it() -> None:
    async with asking(path_prefix="/mentoring") as http:
        for path in ("/graphql", "/mentoring/graphql"):
            answer = await http.post(path, json={"query": "{ thing { __typename } }"})
            assert answer.json()["data"]["thing"] == {"__typename": "Thing"}
        assert (await http.post("/mentoringx/graphql", json={})).status_code == 404
