"""The one door to the database: every query goes through here, with a deadline and a name.

Reads go to readers and writes to the leader of a cluster; this process always reads what it wrote. What failed in
passing is tried again within the retry window and the deadline, and never after a doubtful commit.
"""

import asyncio
import copy
import os
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from types import TracebackType
from typing import Any, LiteralString, Self, TypeVar, cast
from urllib.parse import urlsplit

from neo4j import AsyncDriver, AsyncGraphDatabase, NotificationMinimumSeverity, Query
from neo4j.exceptions import DriverError, Neo4jError

from graphapi.errors import SetupProblem
from graphapi.graphdb.admission import Admission
from graphapi.graphdb.attempts import Course, until_done
from graphapi.graphdb.connections import Connections
from graphapi.graphdb.faults import interrupted, may_chain, too_late, translate
from graphapi.graphdb.observing import Observer, nobody, observed
from graphapi.graphdb.own_task import Interrupted, in_own_task
from graphapi.graphdb.queries import Statement
from graphapi.graphdb.scope import EVERYBODY, Scope
from graphapi.graphdb.transaction import SingleStatements, Transaction
from graphapi.settings import Settings

__all__ = ["Database", "Transaction"]

Row = TypeVar("Row")
Answer = TypeVar("Answer")

_SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")
# An idle connection is tested before its use: one round trip prevents a hanging request.
_UNASKED_SECONDS = 1.0
_WITHOUT_END = 24 * 3600.0
_WAITING_FOR_EACH = 4
_RESERVED = 2


class Database:
    """A pool of connections to one Neo4j. Making one opens nothing, so it may be away at the start."""

    def __init__(self, make_driver: Callable[[], AsyncDriver], settings: Settings) -> None:
        self._connections = Connections(make_driver, settings.neo4j_database, settings.pool_size)
        self._settings = settings
        self._reserve: Database | None = None
        self._make_reserve: Callable[[], Database] | None = None
        at_once = settings.rankings_at_once or max(os.cpu_count() or 1, 2)
        waiting = settings.rankings_waiting
        self.expensive = Admission(at_once, _WAITING_FOR_EACH * at_once if waiting is None else waiting)
        """Places for what keeps a processor of the database busy for long, such as a ranking by Cypher."""
        pages = max(settings.pool_size // 3, 1)
        self.pages = Admission(pages, _WAITING_FOR_EACH * pages)
        """Places for a page's reasons, so that they leave connections of the pool to cheap questions."""
        self.observer: Observer = nobody
        """Who is told of every transaction."""
        self.scope = EVERYBODY
        """Whom queries that show people may show."""

    @classmethod
    def connect(cls, uri: str, user: str, password: str | None, settings: Settings) -> Self:
        """Raises SetupProblem when the address is not one of a Neo4j."""
        # The driver declares its configuration as untyped keywords.
        driver = cast(Callable[..., AsyncDriver], AsyncGraphDatabase.driver)  # pyright: ignore[reportUnknownMemberType]

        def make_driver(connections: int = settings.pool_size) -> AsyncDriver:
            return driver(
                uri,
                auth=(user, password) if password else None,
                connection_timeout=settings.connect_seconds,
                connection_acquisition_timeout=settings.pool_wait_seconds,
                max_connection_pool_size=connections,
                liveness_check_timeout=_UNASKED_SECONDS,
                notifications_min_severity=NotificationMinimumSeverity.OFF,
                user_agent="graphapi",
            )

        try:
            _check_address(uri)
            database = cls(make_driver, settings)
        except (ValueError, DriverError) as error:
            raise SetupProblem(
                f"GRAPHAPI_NEO4J_URI is not a valid Neo4j address ({error}). Use one like bolt://localhost:7687 "
                "or neo4j+s://host."
            ) from error
        few = settings.model_copy(update={"pool_size": _RESERVED})
        database._make_reserve = lambda: cls(lambda: make_driver(_RESERVED), few)
        return database

    @property
    def reserve(self) -> "Database":
        """The same database by a few connections of its own, which health never shares with anybody."""
        if self._reserve is None:
            self._reserve = self._make_reserve() if self._make_reserve else self
        return self._reserve

    def within(self, scope: Scope) -> Self:
        """The same database, connections included, for somebody who may see the people of `scope` only."""
        seen = copy.copy(self)
        seen.scope = scope
        return seen

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Closes every connection."""
        if self._reserve is not None and self._reserve is not self:
            await self._reserve.close()
        await self._connections.close()

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

    async def hits(self, statement: Statement[Any], **parameters: Any) -> int:
        """How often a statement goes to the store: its db hits by PROFILE, for which it is carried out."""

        async def work(tx: Transaction) -> int:
            return await tx.hits(statement, **parameters)

        return await self._single(statement, work)

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
        return await self._transaction(name, work, writes=False, deadline_seconds=deadline_seconds)

    async def read_singly(self, name: str, work: Callable[[Transaction], Awaitable[Answer]]) -> Answer:
        """As `read`, but each statement of `work` is a transaction of its own: one round trip, instead of one more
        to begin and one more to end. A reading transaction sees what others commit meanwhile in either case.
        """
        settings = self._settings
        course = Course[Answer](
            name, settings.transaction_deadline_seconds, settings.retry_window_seconds, writes=False
        )

        async def attempt() -> None:
            async with self._connections.session(writes=False) as session:
                tx = Transaction(name, SingleStatements(session, course), writes=False, scope=self.scope)
                course.answers.append(await work(tx))

        with observed(self.observer, name, writes=False):
            return await until_done(course, attempt)

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
        return await self._transaction(name, work, writes=True, deadline_seconds=deadline_seconds)

    async def _transaction(
        self,
        name: str,
        work: Callable[[Transaction], Awaitable[Answer]],
        *,
        writes: bool,
        deadline_seconds: float | None,
    ) -> Answer:
        seconds = self._settings.transaction_deadline_seconds if deadline_seconds is None else deadline_seconds
        course = Course[Answer](name, seconds, self._settings.retry_window_seconds, writes=writes)

        async def attempt() -> None:
            async with self._connections.session(writes=writes) as session:
                inner = await session.begin_transaction(metadata=course.metadata, timeout=course.server_seconds)
                course.begun = True
                try:
                    tx = Transaction(name, inner, writes=writes, scope=self.scope)
                    answer = await work(tx)
                except asyncio.CancelledError:
                    inner.cancel()
                    raise
                except BaseException:
                    # What `work` raised counts, not that the rollback met a broken connection.
                    with suppress(DriverError, Neo4jError):
                        await inner.close()
                    raise
                course.committing = True
                await inner.commit()
                course.answers.append(answer)

        with observed(self.observer, name, writes=writes):
            return await until_done(course, attempt)

    async def schema_command(
        self, name: str, text: str, parameters: dict[str, Any] | None = None, *, deadline_seconds: float
    ) -> None:
        """Runs a constant schema command of a migration, which must be one that can be repeated.

        Raises also SchemaNameTaken, when a constraint or index of its name stays in its way.
        """
        course = Course[None](
            name, deadline_seconds, self._settings.retry_window_seconds, writes=True, schema=True
        )

        async def attempt() -> None:
            async with self._connections.session(writes=True) as session:
                command = Query(cast(LiteralString, text), metadata=course.metadata, timeout=course.server_seconds)
                await (await session.run(command, parameters)).consume()
                course.answers.append(None)

        await until_done(course, attempt)

    @asynccontextmanager
    async def holding(self, name: str) -> AsyncGenerator[Transaction]:
        """A transaction that is rolled back at the end, or when its process ends; until then its locks hold.

        Only its beginning has a deadline; it is not tried again. Raises what `read` raises.
        """
        course = Course[None](name, _WITHOUT_END, 0.0, writes=True)
        beginning = asyncio.timeout(self._settings.transaction_deadline_seconds)
        try:
            async with self._connections.session(writes=True) as session:
                async with beginning:
                    inner = await in_own_task(
                        session.begin_transaction(metadata=course.metadata, timeout=course.server_seconds)
                    )
                try:
                    yield Transaction(name, inner, writes=True, scope=self.scope, apart=True)
                finally:
                    # Without a word to the server: closing the connection ends the transaction at once.
                    inner.cancel()
        except (DriverError, Neo4jError) as error:
            raise translate(name, error) from may_chain(error)
        except Interrupted as error:
            raise interrupted() from error
        except TimeoutError as error:
            if not beginning.expired():
                raise
            raise too_late() from error


def _check_address(uri: str) -> None:
    """Raises ValueError for what the driver would take but not reach over Bolt, such as http://."""
    parts = urlsplit(uri)
    if parts.scheme not in _SCHEMES:
        raise ValueError(f"it begins with none of {', '.join(_SCHEMES)}")
    if not parts.hostname:
        raise ValueError("it has no host")
    if parts.username is not None or parts.password is not None:
        raise ValueError("user and password are separate settings")
    if parts.path not in ("", "/") or parts.fragment:
        raise ValueError("nothing may follow host and port")
    # Reading the port checks it.
    _ = parts.port
