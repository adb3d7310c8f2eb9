"""Logs are structured, and say nothing of what was asked or answered."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest

from graphapi.telemetry.logs import LogFormat, configure_logs
from graphapi.telemetry.record import RequestRecord, now_serving, request_id

SECRET = "Zoë Müller"


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


def logged(form: LogFormat = "json", level: Any = "info") -> io.StringIO:
    stream = io.StringIO()
    configure_logs(form, level, stream)
    return stream


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_an_event_is_a_line_of_json_with_its_time_level_and_place() -> None:
    stream = logged()
    logging.getLogger("graphapi.app").warning("Waits for %s", "the database", extra={"seconds": 5})
    (line,) = lines(stream)
    assert line["event"] == "Waits for the database"
    assert (line["level"], line["logger"], line["seconds"]) == ("warning", "graphapi.app", 5)
    assert line["time"].endswith("Z")


def test_the_request_is_named_in_every_event_while_it_is_served() -> None:
    stream = logged()
    token = now_serving.set(RequestRecord("abc"))
    logging.getLogger("graphapi.app").info("Inside")
    now_serving.reset(token)
    logging.getLogger("graphapi.app").info("Outside")
    inside, outside = lines(stream)
    assert inside["request_id"] == "abc"
    assert "request_id" not in outside


@pytest.mark.parametrize("form", ["json", "text"])
def test_of_an_exception_only_class_and_places_are_written(form: LogFormat) -> None:
    stream = logged(form)
    try:
        raise ValueError(SECRET)
    except ValueError as error:
        logging.getLogger("graphapi.app").error("It failed", exc_info=error)
        logging.getLogger("graphapi.app").exception("It failed again")
    text = stream.getvalue()
    assert "builtins.ValueError" in text
    assert "test_logs.py" in text
    assert SECRET not in text


def test_the_level_is_the_lowest_that_is_written() -> None:
    stream = logged(level="error")
    logging.getLogger("graphapi.app").warning("Not this")
    logging.getLogger("graphapi.app").error("But this")
    assert [line["event"] for line in lines(stream)] == ["But this"]


def test_an_id_of_a_caller_is_kept_if_it_can_stand_in_a_log() -> None:
    assert request_id("a-1.b_2") == "a-1.b_2"
    for wrong in (None, "", "a b", "a\nb", SECRET, "x" * 65):
        made = request_id(wrong)
        assert len(made) == 32
        assert made != request_id(wrong)
