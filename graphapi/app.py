"""The application: GraphQL, health, and what runs beside them while it serves."""

import asyncio
import logging
from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, contextmanager

from fastapi import FastAPI
from fastapi.responses import RedirectResponse, Response

from graphapi import __version__
from graphapi.availability.deriving import keep_free_time
from graphapi.background import Background
from graphapi.calendar.clock import utc_today
from graphapi.errors import GraphapiError
from graphapi.followers import journal_of
from graphapi.graphdb.admission import one_at_a_time
from graphapi.graphdb.database import Database
from graphapi.graphdb.deadlines import time_limit
from graphapi.graphdb.embedded import KeptServer
from graphapi.graphdb.faults import DatabaseUnhealthy
from graphapi.graphdb.migrations import pending_migrations
from graphapi.graphql.context import Context
from graphapi.graphql.schema import graphql_schema
from graphapi.health import HEALTH_PATHS, health_routes, not_ready
from graphapi.ide.routes import ide_page, ide_routes
from graphapi.identity.viewer import DEVELOPMENT, SERVICE
from graphapi.importing.finishing import finish_imports
from graphapi.journal.edit import Editor
from graphapi.matching.ranker import RankerInUse
from graphapi.matching.warmth import Warmth
from graphapi.rankindex.starting import rank_index
from graphapi.relatedness.following import relations_kept
from graphapi.settings import Settings
from graphapi.telemetry.metrics import CONTENT_TYPE, Metrics
from graphapi.tidying.tidying import tidy
from graphapi.wire.callers import LOOPBACK_NAMES
from graphapi.wire.pacing import settle_memory
from graphapi.wire.serving import Router, guard

_log = logging.getLogger("graphapi.app")
_RETRY_SECONDS = 5.0
_ROLL_EVERY_SECONDS = 6 * 3600.0


def create_app(
    database: Database,
    settings: Settings,
    ranker_in_use: RankerInUse | None = None,
    kept: KeptServer | None = None,
) -> FastAPI:
    """The application over a database, which may be away: requests then answer UNAVAILABLE until it comes.

    Rankings ask `ranker_in_use` first; the settings decide whether the rank index takes its place. `kept`: the embedded
    server if this process has started it; it is watched over.
    """
    journal = journal_of(database)
    background = Background()
    warmth = Warmth()
    ranker_in_use = ranker_in_use or RankerInUse()

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncGenerator[None]:
        async with (
            background.running("warmth", lambda: warmth.keep(database)),
            background.running("upkeep", lambda: _keep_ready(Editor(journal, SERVICE), settings)),
            rank_index(journal, settings, background, ranker_in_use),
            relations_kept(database, settings, background),
            _watched(kept, database, background),
        ):
            settle_memory()
            yield

    # Asynchronous, because FastAPI gives anything else a thread.
    async def context() -> Context:
        return Context(Editor(journal, DEVELOPMENT), ranker_in_use)

    app = FastAPI(title="graphapi", version=__version__, lifespan=lifespan, docs_url=None, redoc_url=None)
    app.include_router(
        health_routes(database, warmth, lambda: background.notices() + (kept.notices() if kept else []))
    )
    app.include_router(Router(graphql_schema(), context, page=ide_page))
    app.include_router(ide_routes())
    metrics = Metrics()
    database.observer = metrics.transaction
    _gauges(metrics, database, background, ranker_in_use)

    @app.get("/", include_in_schema=False)
    async def home() -> RedirectResponse:  # pyright: ignore[reportUnusedFunction]
        return RedirectResponse(f"{settings.path_prefix}/graphql")

    if settings.metrics == "on":

        @app.get("/metrics", include_in_schema=False)
        async def measured() -> Response:  # pyright: ignore[reportUnusedFunction]
            return Response(metrics.text(), media_type=CONTENT_TYPE)

    guard(
        app,
        deadline_seconds=settings.request_deadline_seconds,
        limit=_limits_of_a_request,
        requests_at_once=settings.requests_at_once,
        hosts=(*LOOPBACK_NAMES, settings.host, *settings.allowed_hosts),
        origins=settings.allowed_origins,
        open_paths=HEALTH_PATHS,
        metrics=metrics,
        known_paths=("/", "/graphql", "/metrics"),
        operations=settings.operation_names,
        path_prefix=settings.path_prefix,
    )
    return app


def _gauges(metrics: Metrics, database: Database, background: Background, ranker_in_use: RankerInUse) -> None:
    for kind, admission in (("ranking", database.expensive), ("page", database.pages)):
        metrics.gauge(
            f"graphapi_{kind}s_running",
            f"Work of the kind '{kind}' that has a place.",
            lambda at=admission: at.running,
        )
        metrics.gauge(
            f"graphapi_{kind}s_waiting", f"Work of the kind '{kind}' that waits.", lambda at=admission: at.queued
        )
    metrics.gauge(
        "graphapi_tasks_failing", "Background tasks that failed and have not run well since.", background.failing
    )
    metrics.gauge(
        "graphapi_rank_index_in_use",
        "1 while rankings ask the rank index first.",
        lambda: ranker_in_use.ranker is not None,
    )


@asynccontextmanager
async def _watched(kept: KeptServer | None, database: Database, background: Background) -> AsyncGenerator[None]:
    if kept is None:
        yield
        return

    async def is_unhealthy() -> bool:
        try:
            await pending_migrations(database.reserve)
        except DatabaseUnhealthy:
            return True
        except GraphapiError:
            return False
        return False

    async with background.running("embedded server", lambda: kept.keep(is_unhealthy)):
        yield


@contextmanager
def _limits_of_a_request(seconds: float) -> Generator[None]:
    with time_limit(seconds), one_at_a_time():
        yield


async def _keep_ready(editor: Editor, settings: Settings) -> None:
    """Keeps free time derived, sees to what stopped imports left, and tidies."""
    while True:
        wait = _RETRY_SECONDS
        try:
            if await not_ready(editor.database) is None:
                if await keep_free_time(editor, utc_today()):
                    _log.info("Everybody's free time was recomputed.")
                if await finish_imports(editor):
                    _log.info("Finished what a stopped import had left to derive.")
                if any((await tidy(editor.database, settings)).values()):
                    _log.info("Took away what had outlived its use.")
                wait = _ROLL_EVERY_SECONDS
        except GraphapiError as error:
            _log.warning("The service's own upkeep has to wait: %s", error.code)
        await asyncio.sleep(wait)
