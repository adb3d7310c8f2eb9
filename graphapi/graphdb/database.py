"""The one door to the database: every query goes through here, with a deadline and a name.

Reads go to readers and writes to the leader of a cluster; a session of this process always reads what it
wrote (one bookmark manager). Only managed transactions are tried again, and never after a doubtful commit.
"""

import asyncio
from collections.abc import Awaitable, Callable
from types import TracebackType
from typing import Any, LiteralString, Self, TypeVar, cast

from neo4j import (
    AsyncDriver,
    AsyncGraphDatabase,
    AsyncManagedTransaction,
    AsyncSession,
    NotificationMinimumSeverity,
    unit_of_work,
)
from neo4j.exceptions import DriverError, Neo4jError
from neo4j.time import Date, DateTime, Time

from graphapi.errors import DeadlineExceeded, SetupProblem
from graphapi.graphdb.faults import translate
from graphapi.graphdb.queries import Statement
from graphapi.settings import Settings

Row = TypeVar("Row")
Answer = TypeVar("Answer")

# A rollback or the reset of a broken connection needs a moment more than the server's own deadline.
_GRACE_SECONDS = 1.0


class Transaction:
    """Runs statements inside one managed transaction."""

    def __init__(self, inner: AsyncManagedTransaction, *, writes: bool) -> None:
        self._inner = inner
        self._writes = writes

    async def rows(self, statement: Statement[Row], **parameters: Any) -> list[Row]:
        """All rows. Raises SetupProblem when parameters differ from the query file's header."""
        query = statement.query
        query.check(parameters)
        if query.access == "write" and not self._writes:
            raise SetupProblem(f"Query {query.name} writes and cannot run in a reading transaction.")
        # The text is a constant of a query file; the driver's type asks for a literal to say the same.
        result = await self._inner.run(cast(LiteralString, query.text), parameters)
        records = await result.fetch(2**31 - 1)
        keys = result.keys()
        validate = statement.adapter.validate_python
        return [validate(dict(zip(keys, map(_native, record.values()), strict=True))) for record in records]

    async def one(self, statement: Statement[Row], **parameters: Any) -> Row | None:
        """The only row, or None. Raises SetupProblem when there are several."""
        found = await self.rows(statement, **parameters)
        if len(found) > 1:
            raise SetupProblem(f"Query {statement.query.name} gave {len(found)} rows where one was expected.")
        return found[0] if found else None

    async def run(self, statement: Statement[Any], **parameters: Any) -> None:
        """Runs a statement for its effect."""
        await self.rows(statement, **parameters)

    async def run_text(self, text: str, parameters: dict[str, Any] | None = None) -> list[dict[str, Any]]:
        """Runs a constant text of the migration runner; rooms use query files."""
        result = await self._inner.run(cast(LiteralString, text), parameters)
        return [dict(record) for record in await result.fetch(1_000_000)]


class Database:
    """A pool of connections to one Neo4j. Making one opens nothing, so it may be away at the start."""

    def __init__(self, driver: AsyncDriver, settings: Settings) -> None:
        self._driver = driver
        self._settings = settings
        self._bookmarks = AsyncGraphDatabase.bookmark_manager()

    @classmethod
    def connect(cls, uri: str, user: str, password: str | None, settings: Settings) -> Self:
        """Raises SetupProblem when the address is not one of a Neo4j."""
        make_driver = cast(Callable[..., AsyncDriver], AsyncGraphDatabase.driver)  # pyright: ignore[reportUnknownMemberType]
        try:
            driver = make_driver(
                uri,
                auth=(user, password) if password else None,
                connection_timeout=settings.connect_seconds,
                connection_acquisition_timeout=settings.pool_wait_seconds,
                max_transaction_retry_time=settings.retry_window_seconds,
                max_connection_pool_size=settings.pool_size,
                liveness_check_timeout=60.0,
                notifications_min_severity=NotificationMinimumSeverity.OFF,
                user_agent="graphapi",
            )
        except (ValueError, DriverError) as error:
            raise SetupProblem(
                f"GRAPHAPI_NEO4J_URI is not the address of a Neo4j ({error}); "
                "give one like bolt://localhost:7687 or neo4j+s://host."
            ) from error
        return cls(driver, settings)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Closes every connection."""
        await self._driver.close()

    async def rows(self, statement: Statement[Row], **parameters: Any) -> list[Row]:
        """All rows of one statement in a transaction of its own."""
        return await self._single(statement, lambda tx: tx.rows(statement, **parameters))

    async def one(self, statement: Statement[Row], **parameters: Any) -> Row | None:
        """The only row of one statement, or None, in a transaction of its own."""
        return await self._single(statement, lambda tx: tx.one(statement, **parameters))

    async def run(self, statement: Statement[Any], **parameters: Any) -> None:
        """One statement for its effect, in a transaction of its own."""
        await self._single(statement, lambda tx: tx.run(statement, **parameters))

    async def _single(self, statement: Statement[Any], work: Callable[[Transaction], Awaitable[Answer]]) -> Answer:
        run = self.read if statement.query.access == "read" else self.write
        return await run(statement.query.name, work)

    async def read(
        self,
        name: str,
        work: Callable[[Transaction], Awaitable[Answer]],
        *,
        deadline_seconds: float | None = None,
    ) -> Answer:
        """Runs `work` in a reading transaction named `name`; it may run more than once.

        Raises Unavailable, DeadlineExceeded, SetupProblem, and whatever `work` raises.
        """
        return await self._managed(name, work, writes=False, deadline_seconds=deadline_seconds)

    async def write(
        self,
        name: str,
        work: Callable[[Transaction], Awaitable[Answer]],
        *,
        deadline_seconds: float | None = None,
    ) -> Answer:
        """Runs `work` in a writing transaction named `name`; it may run more than once, one run counts.

        An exception that leaves `work` rolls everything back. Raises also ConstraintViolated and
        CommitUnknown.
        """
        return await self._managed(name, work, writes=True, deadline_seconds=deadline_seconds)

    async def _managed(
        self,
        name: str,
        work: Callable[[Transaction], Awaitable[Answer]],
        *,
        writes: bool,
        deadline_seconds: float | None,
    ) -> Answer:
        deadline = deadline_seconds or self._settings.transaction_deadline_seconds

        @unit_of_work(metadata={"app": "graphapi", "query": name}, timeout=deadline)
        async def unit(inner: AsyncManagedTransaction) -> Answer:
            return await work(Transaction(inner, writes=writes))

        try:
            async with (
                asyncio.timeout(deadline + _GRACE_SECONDS),
                self.session() as session,
            ):
                return await (session.execute_write(unit) if writes else session.execute_read(unit))
        except TimeoutError as error:
            raise DeadlineExceeded(
                "The database took longer than its deadline; try again, or ask for less."
            ) from error
        except (DriverError, Neo4jError, OSError) as error:
            raise translate(error) from error

    async def autocommit(self, name: str, text: str) -> None:
        """Runs a constant schema command of a migration in a transaction of its own."""
        try:
            async with self.session() as session:
                result = await session.run(cast(LiteralString, f"// name: {name}\n{text}"))
                await result.consume()
        except (DriverError, Neo4jError, OSError) as error:
            raise translate(error) from error

    def session(self) -> AsyncSession:
        """A session of the driver that shares this database's bookmarks; rooms never need one."""
        # The driver declares its configuration as untyped keywords.
        open_session = cast(Callable[..., AsyncSession], self._driver.session)  # pyright: ignore[reportUnknownMemberType]
        return open_session(database=self._settings.neo4j_database, bookmark_manager=self._bookmarks)


def _native(value: Any) -> Any:
    """The driver's dates as those of Python, in lists and maps too."""
    if isinstance(value, (Date, DateTime, Time)):
        return value.to_native()
    if isinstance(value, list):
        return [_native(item) for item in cast(list[Any], value)]
    if isinstance(value, dict):
        return {key: _native(item) for key, item in cast(dict[str, Any], value).items()}
    return value
