"""Spans of requests and transactions, on OpenTelemetry's own SDK."""

import importlib

import pytest
from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from graphapi.errors import NotFound
from graphapi.telemetry.spans import configure_spans, request_span, spans_asked_for, transaction_span

SECRET = "Zoë Müller"


@pytest.fixture(scope="module")
def exporter() -> InMemorySpanExporter:
    exporter = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    trace.set_tracer_provider(provider)
    return exporter


def test_a_transaction_is_below_its_request_and_that_below_the_callers_span(
    exporter: InMemorySpanExporter,
) -> None:
    caller = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    with request_span("POST /graphql", {"traceparent": caller}), transaction_span("matching/rank", writes=False):
        pass
    transaction, request = exporter.get_finished_spans()[-2:]
    assert (request.name, transaction.name) == ("POST /graphql", "neo4j matching/rank")
    assert request.context is not None
    assert transaction.parent is not None
    assert transaction.parent.span_id == request.context.span_id
    assert request.parent is not None
    assert f"{request.parent.span_id:x}" == "b7ad6b7169203331"


def test_of_an_error_only_the_code_is_kept(exporter: InMemorySpanExporter) -> None:
    with pytest.raises(NotFound), transaction_span("people/person", writes=False):
        raise NotFound(SECRET)
    (span,) = exporter.get_finished_spans()[-1:]
    assert span.status.description == "NOT_FOUND"
    assert SECRET not in span.to_json()


@pytest.mark.parametrize(
    ("environment", "asked"),
    [
        ({}, False),
        ({"OTEL_EXPORTER_OTLP_ENDPOINT": "http://localhost:4318"}, True),
        ({"OTEL_EXPORTER_OTLP_ENDPOINT": "http://localhost:4318", "OTEL_SDK_DISABLED": "true"}, False),
        ({"OTEL_TRACES_EXPORTER": "none"}, False),
        ({"OTEL_TRACES_EXPORTER": "otlp"}, True),
    ],
)
def test_its_own_variables_switch_them(environment: dict[str, str], asked: bool) -> None:
    assert spans_asked_for(environment) == asked


def test_without_the_extra_it_says_so(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    def missing(name: str) -> object:
        raise ImportError(name)

    monkeypatch.setattr("graphapi.telemetry.spans.import_module", missing)
    assert not configure_spans({"OTEL_TRACES_EXPORTER": "otlp"})
    assert "pip install graphapi[otel]" in caplog.text
    assert importlib.import_module("opentelemetry.sdk.trace")
