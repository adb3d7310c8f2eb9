"""Whether the process lives and whether it can answer, for whatever watches over it."""

import asyncio
import logging
from collections.abc import Callable
from typing import Final

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field

from graphapi.errors import GraphapiError
from graphapi.graphdb.database import Database
from graphapi.graphdb.migrations import pending_migrations
from graphapi.importing.finishing import in_words, unfinished_imports
from graphapi.matching.warmth import Warmth

HEALTH_PATHS: Final = ("/livez", "/readyz")
_READY_WITHIN_SECONDS = 3.0
_log = logging.getLogger("graphapi.health")


class Health(BaseModel):
    """The answer of both health addresses."""

    ok: bool = Field(description="Whether the process is alive, or ready to answer.")
    reason: str | None = Field(None, description="What is missing if it is not ready.")


class Readiness(Health):
    """The answer of /readyz."""

    notices: list[str] = Field([], description="What is still incomplete, such as an import in progress.")


def health_routes(database: Database, warmth: Warmth, notices: Callable[[], list[str]]) -> APIRouter:
    """/livez answers while the process lives; /readyz answers 200 when the database is there, migrated and warm."""
    router = APIRouter(tags=["health"])
    reserve = database.reserve

    @router.head("/livez", include_in_schema=False)
    @router.get("/livez")
    async def livez() -> Health:  # pyright: ignore[reportUnusedFunction]
        """The process lives."""
        return Health(ok=True, reason=None)

    @router.head("/readyz", include_in_schema=False)
    @router.get("/readyz", responses={503: {"model": Readiness}})
    async def readyz(response: Response) -> Readiness:  # pyright: ignore[reportUnusedFunction]
        """The database answers, its schema is up to date, and it has planned the ranking's queries."""
        reason = await not_ready(reserve) or warmth.reason
        if reason:
            response.status_code = 503
            response.headers["Retry-After"] = "1"
        imports = [] if reason else await _imports(reserve)
        return Readiness(ok=reason is None, reason=reason, notices=notices() + imports)

    return router


async def _imports(database: Database) -> list[str]:
    """Answers are right even while an import is incomplete, so the process stays ready."""
    try:
        return [in_words(each) for each in await unfinished_imports(database)]
    except GraphapiError as error:
        return [error.message]


async def not_ready(database: Database) -> str | None:
    """Why queries cannot be answered now, or None."""
    try:
        async with asyncio.timeout(_READY_WITHIN_SECONDS):
            pending = await pending_migrations(database)
    except TimeoutError:
        return "The database does not answer."
    except GraphapiError as error:
        return error.message
    return f"{len(pending)} migrations are pending; run: graphapi migrate" if pending else None
