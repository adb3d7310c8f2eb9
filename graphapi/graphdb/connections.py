"""The driver's connections: sessions over them, and a fresh set when they have gone silent.

A firewall or a proxy can forget connections without a word. The driver asks each idle one for a sign of life
before its use, but gives up the whole wait for one silent connection; here the silent set is left behind.
"""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import cast

from neo4j import READ_ACCESS, WRITE_ACCESS, AsyncDriver, AsyncGraphDatabase, AsyncSession
from neo4j.exceptions import ConnectionAcquisitionTimeoutError, DriverError, Neo4jError, ServiceUnavailable

from graphapi.graphdb.own_task import Interrupted, in_own_task

_CLOSE_SECONDS = 2.0


@dataclass(slots=True, eq=False)
class _Pool:
    """One driver; `users` counts the sessions that have or await one of its connections."""

    driver: AsyncDriver
    users: int = 0
    left: bool = False


class Connections:
    """Opens nothing when it is made; `make_driver` is called again for each fresh set."""

    def __init__(self, make_driver: Callable[[], AsyncDriver], database: str | None, size: int) -> None:
        self._make_driver = make_driver
        self._database = database
        self._size = size
        self._bookmarks = AsyncGraphDatabase.bookmark_manager()
        self._pool = _Pool(make_driver())
        self._left: list[_Pool] = []
        self._closing: set[asyncio.Task[None]] = set()

    @asynccontextmanager
    async def session(self, *, writes: bool) -> AsyncGenerator[AsyncSession]:
        """A session that reads whatever this process wrote before."""
        pool = self._pool
        # The driver declares its configuration as untyped keywords.
        open_session = cast(Callable[..., AsyncSession], pool.driver.session)  # pyright: ignore[reportUnknownMemberType]
        pool.users += 1
        try:
            async with open_session(
                database=self._database,
                bookmark_manager=self._bookmarks,
                default_access_mode=WRITE_ACCESS if writes else READ_ACCESS,
            ) as session:
                yield session
        except ConnectionAcquisitionTimeoutError as error:
            if pool.users > self._size:
                raise
            # There was a connection to be had, but it gave no sign of life.
            self._leave(pool)
            raise ServiceUnavailable("The connections to the database no longer respond.") from error
        finally:
            pool.users -= 1
            if pool.left and not pool.users:
                self._close_later(pool)

    async def close(self) -> None:
        """Closes every connection."""
        for pool in tuple(self._left):
            self._close_later(pool)
        await asyncio.gather(*self._closing)
        await self._pool.driver.close()

    def _leave(self, pool: _Pool) -> None:
        """The next session gets a fresh set; those in this one may finish."""
        if not pool.left:
            pool.left = True
            self._left.append(pool)
            self._pool = _Pool(self._make_driver())

    def _close_later(self, pool: _Pool) -> None:
        if pool in self._left:
            self._left.remove(pool)
            task = asyncio.create_task(_close(pool.driver))
            self._closing.add(task)
            task.add_done_callback(self._closing.discard)


async def _close(driver: AsyncDriver) -> None:
    with suppress(DriverError, Neo4jError, OSError, TimeoutError, Interrupted):
        async with asyncio.timeout(_CLOSE_SECONDS):
            await in_own_task(driver.close())
