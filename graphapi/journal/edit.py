"""The unit of work: a change, what follows from it, its receipt and its journal are stored together or not at all."""

from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol, TypeAlias, TypeVar

from graphapi.graphdb.database import Database, Transaction
from graphapi.identity.viewer import Viewer
from graphapi.journal.change_log import ChangeLog
from graphapi.journal.facts import MAP, FactChange, fact_kind
from graphapi.journal.receipts import once
from graphapi.journal.records import record_edit

Answer = TypeVar("Answer")
Progress: TypeAlias = Callable[[str, int, int], None]
"""Told of a stage, how much of it is done, and how much there is."""


def unwatched(_stage: str, _done: int, _total: int) -> None:
    """Ignores progress."""


@dataclass(slots=True, eq=False)
class Edit:
    """An edit in progress. today: the date from which free time is derived. tally: how much followers derived."""

    tx: Transaction
    actor: str
    operation: str
    today: date
    progress: Progress = unwatched
    tally: Counter[str] = field(default_factory=Counter[str])
    changes: list[FactChange] = field(default_factory=list[FactChange])
    postponed: set[str] = field(default_factory=set[str])

    def changed(
        self,
        fact: str,
        id: str,  # noqa: A002
        before: Any = None,
        after: Any = None,
        *,
        other: str | None = None,
        source: str = MAP,
    ) -> bool:
        """Reports a changed fact, and returns whether it has changed: equal values are no change.

        Raises SetupProblem for a fact that is not in the table.
        """
        fact_kind(fact)
        if before == after:
            return False
        self.changes.append(FactChange(fact, id, before, after, other, source))
        return True

    def derived(self, fact: str, ids: Iterable[str]) -> None:
        """Reports things that were derived or created as a whole, without values."""
        fact_kind(fact)
        self.changes.extend(FactChange(fact, each) for each in ids)

    def postpone(self, follower: str) -> None:
        """Skips a follower whose work is too large for this transaction; the caller must mark it as due."""
        self.postponed.add(follower)


class Follower(Protocol):
    """Keeps derived data right. follows: facts that trigger it; derives: facts it reports for later followers."""

    name: str
    follows: frozenset[str]
    derives: frozenset[str]

    async def follow(self, e: Edit, changes: Sequence[FactChange]) -> None:
        """Runs in the edit's transaction after the change; `changes` are those of the facts that it follows."""
        ...


class Journal:
    """Makes edits. There is one per process, over one database, with the followers in the order in which they run."""

    def __init__(self, database: Database, followers: Sequence[Follower], today: Callable[[], date]) -> None:
        self.database = database
        self.followers = tuple(followers)
        self.log = ChangeLog()
        self._today = today

    async def make(
        self,
        viewer: Viewer,
        operation: str,
        work: Callable[[Edit], Awaitable[Answer]],
        *,
        progress: Progress = unwatched,
        deadline_seconds: float | None = None,
    ) -> Answer:
        """Runs `work` in a managed transaction, which may be tried again, and stores what follows from it."""

        async def attempt(tx: Transaction) -> Answer:
            e = Edit(tx, viewer.name, operation, self._today(), progress)
            answer = await work(e)
            await self._finish(e)
            return answer

        database = self.database.within(viewer.scope)
        return await database.write(operation, attempt, deadline_seconds=deadline_seconds)

    async def make_once(
        self,
        viewer: Viewer,
        operation: str,
        key: str | None,
        request: Mapping[str, Any],
        change: Callable[[Edit], Awaitable[str]],
        read: Callable[[Transaction, str], Awaitable[Answer]],
    ) -> Answer:
        """Like `edit`, but once per idempotency key of the viewer; `change` returns an id, which `read` looks up.

        Raises InvalidInput for a key that cannot be one, and KeyReused.
        """

        async def attempt(tx: Transaction) -> Answer:
            e = Edit(tx, viewer.name, operation, self._today())
            made = await once(tx, viewer.name, key, operation, request, lambda: change(e))
            await self._follow(e)
            answer = await read(tx, made)
            await self._record(e)
            return answer

        return await self.database.within(viewer.scope).write(operation, attempt)

    async def _finish(self, e: Edit) -> None:
        await self._follow(e)
        await self._record(e)

    async def _follow(self, e: Edit) -> None:
        for follower in self.followers:
            seen = [change for change in e.changes if change.fact in follower.follows]
            if seen and follower.name not in e.postponed:
                await follower.follow(e, seen)

    async def _record(self, e: Edit) -> None:
        await record_edit(e.tx, e.actor, e.operation, e.changes)
        # Last, because every other editor waits for this lock until the commit.
        await self.log.append(e.tx, e.changes)


@dataclass(frozen=True, slots=True)
class Editor:
    """A viewer with the journal; every rule that changes something takes one."""

    journal: Journal
    viewer: Viewer

    @property
    def database(self) -> Database:
        """For reading, within the viewer's scope."""
        return self.journal.database.within(self.viewer.scope)

    async def edit(
        self,
        operation: str,
        work: Callable[[Edit], Awaitable[Answer]],
        *,
        progress: Progress = unwatched,
        deadline_seconds: float | None = None,
    ) -> Answer:
        """See Journal.make."""
        return await self.journal.make(
            self.viewer, operation, work, progress=progress, deadline_seconds=deadline_seconds
        )

    async def edit_once(
        self,
        operation: str,
        key: str | None,
        request: Mapping[str, Any],
        change: Callable[[Edit], Awaitable[str]],
        read: Callable[[Transaction, str], Awaitable[Answer]],
    ) -> Answer:
        """See Journal.make_once."""
        return await self.journal.make_once(self.viewer, operation, key, request, change, read)
