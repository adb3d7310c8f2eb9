"""Keeps relations by evidence up to date while the service runs.

Working them out takes seconds of pure computing, so that it happens in a process of its own: `graphapi relate`.
"""

import asyncio
import logging
import os
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress

from graphapi.background import Background
from graphapi.errors import GraphapiError
from graphapi.graphdb.database import Database
from graphapi.graphdb.embedded import server_status
from graphapi.relatedness.relating import relations_wait
from graphapi.settings import Settings

_log = logging.getLogger("graphapi.relatedness")
# What says where the database is; the other process reads the rest as this one did.
_WHERE = ("neo4j_uri", "neo4j_user", "neo4j_password_file", "neo4j_database", "neo4j_home")


@asynccontextmanager
async def relations_kept(database: Database, settings: Settings, background: Background) -> AsyncGenerator[None]:
    """Relations follow the evidence inside the block, every so many seconds when something has changed."""
    if not settings.relate_seconds:
        yield
        return
    async with background.running("relations by evidence", lambda: _follow(database, settings)):
        yield


async def _follow(database: Database, settings: Settings) -> None:
    while True:
        await asyncio.sleep(settings.relate_seconds)
        try:
            waiting = await relations_wait(database)
        except GraphapiError as error:
            _log.warning("Relations by evidence have to wait: %s", error.code)
            continue
        # The other process must find a running server: it would start one otherwise.
        if waiting and (settings.neo4j_uri or server_status(settings.neo4j_home).server):
            await _relate(settings)


async def _relate(settings: Settings) -> None:
    command = (sys.executable, "-m", "graphapi", "relate", "--format", "json")
    nothing = asyncio.subprocess.DEVNULL
    process = await asyncio.create_subprocess_exec(
        *command, stdin=nothing, stdout=nothing, stderr=nothing, env=environment(settings)
    )
    try:
        code = await process.wait()
    except asyncio.CancelledError:
        # What it has not finished, the next one takes up.
        with suppress(ProcessLookupError):
            process.terminate()
        await process.wait()
        raise
    if code:
        _log.warning("Relations by evidence could not be brought up to date (exit code %d): graphapi relate", code)
    else:
        _log.info("Relations by evidence are up to date again.")


def environment(settings: Settings) -> dict[str, str]:
    """That of this process, and where these settings say that the database is."""
    named = {f"GRAPHAPI_{name.upper()}": getattr(settings, name) for name in _WHERE}
    found = os.environ | {name: str(value) for name, value in named.items() if value is not None}
    if settings.neo4j_password is not None:
        found["GRAPHAPI_NEO4J_PASSWORD"] = settings.neo4j_password.get_secret_value()
    return found
