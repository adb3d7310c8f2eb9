"""Spans of OpenTelemetry, for requests and transactions. Without its SDK, or switched off, they cost next to nothing.

OpenTelemetry's own variables switch them on, such as OTEL_EXPORTER_OTLP_ENDPOINT; names and codes are the only
attributes.
"""

import logging
import os
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from opentelemetry import propagate, trace
from opentelemetry.trace import SpanKind, StatusCode

from graphapi.errors import GraphapiError

_log = logging.getLogger("graphapi.telemetry")
_ASKED_BY = ("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_TRACES_EXPORTER")


def spans_asked_for(environment: Mapping[str, str]) -> bool:
    """Whether OpenTelemetry's variables ask for spans."""
    if environment.get("OTEL_SDK_DISABLED", "").strip().lower() == "true":
        return False
    if environment.get("OTEL_TRACES_EXPORTER", "").strip().lower() == "none":
        return False
    return any(environment.get(name, "").strip() for name in _ASKED_BY)


def configure_spans(environment: Mapping[str, str] = os.environ) -> bool:
    """Exports spans over OTLP if the variables ask for it; returns whether it does."""
    if not spans_asked_for(environment):
        return False
    try:
        sdk: Any = import_module("opentelemetry.sdk.trace")
        export: Any = import_module("opentelemetry.sdk.trace.export")
        resources: Any = import_module("opentelemetry.sdk.resources")
        exporter: Any = import_module("opentelemetry.exporter.otlp.proto.http.trace_exporter")
    except ImportError:
        _log.warning(
            "OTEL_ variables ask for spans, but the extra 'otel' is not installed: pip install graphapi[otel]"
        )
        return False
    # What OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES say takes precedence.
    resource = resources.Resource.create({"service.name": environment.get("OTEL_SERVICE_NAME", "graphapi")})
    provider = sdk.TracerProvider(resource=resource)
    provider.add_span_processor(export.BatchSpanProcessor(exporter.OTLPSpanExporter()))
    trace.set_tracer_provider(provider)
    return True


@contextmanager
def request_span(name: str, headers: Mapping[str, str]) -> Generator[trace.Span]:
    """The span of a request, below the caller's if the headers name one."""
    tracer = trace.get_tracer("graphapi")
    parent = propagate.extract(headers)
    with tracer.start_as_current_span(
        name, context=parent, kind=SpanKind.SERVER, record_exception=False, set_status_on_exception=False
    ) as span:
        yield span


@contextmanager
def transaction_span(name: str, *, writes: bool) -> Generator[None]:
    """The span of a transaction; of what goes wrong only the code is kept."""
    tracer = trace.get_tracer("graphapi")
    with tracer.start_as_current_span(
        f"neo4j {name}", kind=SpanKind.CLIENT, record_exception=False, set_status_on_exception=False
    ) as span:
        span.set_attribute("db.system.name", "neo4j")
        span.set_attribute("graphapi.access", "write" if writes else "read")
        try:
            yield
        except GraphapiError as error:
            span.set_status(StatusCode.ERROR, error.code)
            raise
