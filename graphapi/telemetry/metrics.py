"""Metrics in the format of Prometheus, of one application: a second one in the same process has its own.

Labels come from closed sets alone: paths, known operation names, error codes.
"""

from collections.abc import Callable
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest

CONTENT_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"
_REQUEST_SECONDS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


class Metrics:
    """What is counted and timed."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        self._requests = Histogram(
            "graphapi_request_seconds",
            "Requests by path, operation and HTTP status, with their duration.",
            ("path", "operation", "status"),
            registry=self._registry,
            buckets=_REQUEST_SECONDS,
        )
        self._errors = Counter(
            "graphapi_errors", "Errors in answers, by code.", ("code",), registry=self._registry
        )
        self._transactions = Histogram(
            "graphapi_transaction_seconds",
            "Transactions in the database by access (read, write) and outcome (ok, or an error code).",
            ("access", "outcome"),
            registry=self._registry,
            buckets=_REQUEST_SECONDS,
        )

    def request(self, path: str, operation: str, status: int, seconds: float, codes: set[str]) -> None:
        """Notes a request that was answered."""
        self._requests.labels(path, operation, str(status)).observe(seconds)
        for code in codes:
            self._errors.labels(code).inc()

    def transaction(self, name: str, seconds: float, *, writes: bool, outcome: str) -> None:
        """Notes a transaction, its retries included."""
        del name  # There are too many for a label.
        self._transactions.labels("write" if writes else "read", outcome).observe(seconds)

    def gauge(self, name: str, meaning: str, read: Callable[[], float]) -> None:
        """Adds a value that is read whenever somebody asks."""
        Gauge(name, meaning, registry=self._registry).set_function(read)

    def text(self) -> bytes:
        """All values now."""
        return generate_latest(self._registry)
