"""Metrics in Prometheus' format, one set an application."""

from graphapi.telemetry.metrics import Metrics


def test_two_sets_in_a_process_count_apart() -> None:
    first, second = Metrics(), Metrics()
    first.request("/graphql", "other", 200, 0.02, {"NOT_FOUND"})
    first.transaction("matching/rank", 0.2, writes=False, outcome="ok")
    assert b'graphapi_request_seconds_count{operation="other",path="/graphql",status="200"} 1.0' in first.text()
    assert b'graphapi_transaction_seconds_count{access="read",outcome="ok"} 1.0' in first.text()
    assert b'graphapi_errors_total{code="NOT_FOUND"} 1.0' in first.text()
    assert b"NOT_FOUND" not in second.text()


def test_a_gauge_is_read_when_asked() -> None:
    metrics, value = Metrics(), [1.0]
    metrics.gauge("graphapi_things", "Things.", lambda: value[0])
    assert b"graphapi_things 1.0" in metrics.text()
    value[0] = 2
    assert b"graphapi_things 2.0" in metrics.text()
