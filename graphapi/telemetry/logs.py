"""Structured logs: one line an event, in JSON for programs or as text for people, never with personal data.

Messages of exceptions and values of variables may hold personal data, so of an exception only its class and the places
in the code are written.
"""

import logging
import sys
import traceback
from typing import Literal, TextIO, TypeAlias, cast

import structlog
from structlog.types import EventDict, Processor, WrappedLogger

from graphapi.telemetry.record import record

LogFormat: TypeAlias = Literal["auto", "json", "text"]
LogLevel: TypeAlias = Literal["debug", "info", "warning", "error"]
# Their own words at a lower level are of no use to an operator.
_QUIET = ("neo4j", "uvicorn.error", "asyncio", "httpx")


def configure_logs(form: LogFormat = "auto", level: LogLevel = "info", stream: TextIO | None = None) -> None:
    """Sends every log of the process to the stream (standard error); auto: text at a terminal, JSON elsewhere."""
    target = stream if stream is not None else sys.stderr
    text = form == "text" or (form == "auto" and target.isatty())
    shared: list[Processor] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="time"),
        structlog.stdlib.ExtraAdder(),
        _with_request,
        _places_only,
    ]
    end: Processor = (
        structlog.dev.ConsoleRenderer(colors=False)
        if text
        else structlog.processors.JSONRenderer(ensure_ascii=False)
    )
    handler = logging.StreamHandler(target)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared, processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, end]
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)


def _with_request(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    current = record()
    if current is not None:
        event.setdefault("request_id", current.id)
    return event


def _places_only(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Replaces an exception by its class and the places that it came from."""
    told = event.pop("exc_info", None)
    if told:
        error = cast(object, told[1] if isinstance(told, tuple) else sys.exc_info()[1] if told is True else told)
        if isinstance(error, BaseException):
            event["exception"] = f"{type(error).__module__}.{type(error).__qualname__}"
            frames = reversed(traceback.extract_tb(error.__traceback__))
            event["places"] = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
    event.pop("exc_text", None)
    event.pop("stack_info", None)
    return event
