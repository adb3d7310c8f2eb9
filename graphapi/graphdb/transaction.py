"""Runs statements inside a transaction and reads their rows into values."""

from collections.abc import AsyncIterator
from typing import Any, LiteralString, TypeVar, cast

from neo4j import AsyncResult, AsyncSession, AsyncTransaction
from neo4j import Query as TimedQuery
from neo4j.time import Date, DateTime, Time
from pydantic import ValidationError

from graphapi.errors import InvalidInput, SetupProblem
from graphapi.graphdb.attempts import Course
from graphapi.graphdb.own_task import in_own_task
from graphapi.graphdb.queries import Query, Statement
from graphapi.graphdb.scope import EVERYBODY, Scope

Row = TypeVar("Row")


class SingleStatements:
    """Runs each statement in a transaction of its own, with the name and what is left of the time of `course`."""

    def __init__(self, session: AsyncSession, course: Course[Any]) -> None:
        self._session = session
        self._course = course

    async def run(self, text: LiteralString, parameters: dict[str, Any]) -> AsyncResult:
        """Sends one statement."""
        course = self._course
        query = TimedQuery(text, metadata=course.metadata, timeout=course.server_seconds)
        result = await self._session.run(query, parameters)
        # Only now is it certain that the server was there.
        course.begun = True
        return result


class Transaction:
    """Runs statements inside one transaction.

    apart: each statement runs in a task of its own, because the transaction itself does not.
    """

    def __init__(
        self,
        name: str,
        inner: AsyncTransaction | SingleStatements,
        *,
        writes: bool,
        scope: Scope = EVERYBODY,
        apart: bool = False,
    ) -> None:
        self._name = name
        self._inner = inner
        self._writes = writes
        self._apart = apart
        self.scope = scope
        """Whom queries that show people may show."""

    async def rows(self, statement: Statement[Row], **parameters: Any) -> list[Row]:
        """All rows. Raises SetupProblem when parameters or rows differ from the query file's header."""
        query = self._checked(statement, parameters)
        found = await self._records(query.text, self._scoped(query, parameters))
        try:
            return [statement.adapter.validate_python(record) for record in found]
        except ValidationError as error:
            # The values stay out of the message, and the error that holds them out of the chain.
            places = {".".join(map(str, fault["loc"])) + f" ({fault['type']})" for fault in error.errors()}
            raise SetupProblem(
                f"Query {query.name} gave a row that is no {query.returns}: {', '.join(sorted(places))}."
            ) from None

    async def pages(self, statement: Statement[Row], size: int, **parameters: Any) -> AsyncIterator[list[Row]]:
        """All rows, up to `size` at a time, for answers that are too large to hold; raises as `rows` does."""
        query = self._checked(statement, parameters)
        result = await self._inner.run(cast(LiteralString, query.text), self._scoped(query, parameters))
        keys = result.keys()
        while records := await result.fetch(size):
            yield [
                statement.adapter.validate_python(dict(zip(keys, map(_native, record.values()), strict=True)))
                for record in records
            ]

    async def one(self, statement: Statement[Row], **parameters: Any) -> Row | None:
        """The only row, or None. Raises SetupProblem when there are several."""
        found = await self.rows(statement, **parameters)
        if len(found) > 1:
            raise SetupProblem(f"Query {statement.query.name} gave {len(found)} rows where one was expected.")
        return found[0] if found else None

    async def run(self, statement: Statement[Any], **parameters: Any) -> None:
        """Runs a statement for its effect."""
        await self.rows(statement, **parameters)

    async def hits(self, statement: Statement[Any], **parameters: Any) -> int:
        """The db hits of a statement by PROFILE, all operators together; its rows are read and dropped."""
        query = self._checked(statement, parameters)
        result = await self._inner.run(
            cast(LiteralString, f"PROFILE {query.text}"), self._scoped(query, parameters)
        )
        summary = await result.consume()
        return _hits(cast(dict[str, Any], summary.profile or {}))  # pyright: ignore[reportUnknownMemberType]

    def _checked(self, statement: Statement[Any], parameters: dict[str, Any]) -> Query:
        query = statement.query
        query.check(parameters)
        if query.access == "write" and not self._writes:
            raise SetupProblem(
                f"Query {query.name} writes and cannot run in the reading transaction {self._name}."
            )
        return query

    def _scoped(self, query: Query, parameters: dict[str, Any]) -> dict[str, Any]:
        return {**parameters, **self.scope.parameters} if query.scope == "person" else parameters

    async def run_text(self, text: str, parameters: dict[str, Any] | None = None) -> list[dict[str, Any]]:
        """Runs a constant text of the migration runner; rooms use query files."""
        return await self._records(text, parameters or {})

    async def _records(self, text: str, parameters: dict[str, Any]) -> list[dict[str, Any]]:
        fetched = self._fetched(text, parameters)
        return await (in_own_task(fetched) if self._apart else fetched)

    async def _fetched(self, text: str, parameters: dict[str, Any]) -> list[dict[str, Any]]:
        try:
            # The text is a constant of a file; the driver's type asks for a literal to say the same.
            result = await self._inner.run(cast(LiteralString, text), parameters)
        except UnicodeEncodeError:
            raise InvalidInput(
                "A text contains half a surrogate pair, which is not a character. Remove it."
            ) from None
        except OverflowError:
            raise InvalidInput("A number is too large. Integers have at most 64 bits.") from None
        keys = result.keys()
        return [
            dict(zip(keys, map(_native, record.values()), strict=True)) for record in await result.fetch(2**31 - 1)
        ]


def _hits(operator: dict[str, Any]) -> int:
    """Those of an operator of a profile and of everything that feeds it."""
    return operator.get("dbHits", 0) + sum(map(_hits, operator.get("children", ())))


def _native(value: Any) -> Any:
    """The driver's dates as those of Python, in lists and maps too."""
    if isinstance(value, (Date, DateTime, Time)):
        return value.to_native()
    if isinstance(value, list):
        return [_native(item) for item in cast(list[Any], value)]
    if isinstance(value, dict):
        return {key: _native(item) for key, item in cast(dict[str, Any], value).items()}
    return value
