"""Whether the database has planned the ranking's queries since it was last away; until then nobody is sent here.

Planning takes seconds of a processor after each start of Neo4j, longer than a request may take.
"""

import asyncio
import logging

from graphapi.calendar.clock import utc_today
from graphapi.errors import GraphapiError
from graphapi.graphdb.database import Database
from graphapi.matching.warming import server_started_at, warm_ranking

_log = logging.getLogger("graphapi.matching.warmth")
_LOOK_EVERY_SECONDS = 2.0


class Warmth:
    """What /readyz asks before it calls the service ready. An application that does not run has nothing to wait for."""

    def __init__(self) -> None:
        self._warm = True

    @property
    def reason(self) -> str | None:
        """Why the first rankings would be slow, or None."""
        return None if self._warm else "The database is planning the ranking's queries."

    async def keep(self, database: Database) -> None:
        """Warms the database now and after each time that it was away. Never ends."""
        self._warm = False
        warmed: int | None = None
        while True:
            try:
                # By connections that requests do not share, so that a busy service notices a restart all the same.
                started = await server_started_at(database.reserve)
                if not self._warm or started != warmed:
                    self._warm = False
                    await warm_ranking(database, utc_today())
                    self._warm, warmed = True, started
                    _log.info("The ranking's queries are planned.")
            except GraphapiError as error:
                if self._warm:
                    _log.warning("The database is away: %s", error.code)
                self._warm = False
            await asyncio.sleep(_LOOK_EVERY_SECONDS)
