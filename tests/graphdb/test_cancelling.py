"""The driver cancels the task that it runs in a second time; no cancellation that nobody asked for may leave the door.

In `AsyncBoltSocketBase._wait_for_io` a cancellation that meets the wait of a socket whose time is up is caught and
asked for again. `asyncio.timeout` takes back one cancellation only, so that the other one used to escape it.
"""

import asyncio
import time
from typing import Any

import pytest
from neo4j import AsyncTransaction
from neo4j._async_compat.network import _bolt_socket
from neo4j.exceptions import ServiceUnavailable

from graphapi.errors import DeadlineExceeded, Unavailable
from graphapi.graphdb.database import Database, Transaction
from graphapi.graphdb.faults import CommitUnknown
from tests.graphdb.conftest import Opener, one_value
from tests.graphdb.proxy import Proxy
from tests.graphdb.test_transactions import people, put

_DEADLINE = 0.6


def cancellations_asked_for() -> int:
    """How many cancellations of this task nobody has taken back."""
    task = asyncio.current_task()
    assert task is not None
    return task.cancelling()


async def cancel_twice(tx: Transaction) -> None:
    """Behaves as the driver does when it is cancelled."""
    try:
        await asyncio.sleep(60)
    except asyncio.CancelledError:
        task = asyncio.current_task()
        assert task is not None
        task.cancel()
        await asyncio.sleep(0)


async def cancel_by_itself(tx: Transaction) -> None:
    """Ends cancelled although nobody has asked for it."""
    await put(tx, "lost")
    raise asyncio.CancelledError


@pytest.fixture
def timeout_meets_wait(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The next wait of a socket meets the timeout of the moment that stands in the list."""
    due: list[float] = []
    original: Any = _bolt_socket.AsyncBoltSocketBase._wait_for_io

    async def wait_for_io(self: Any, name: str, seconds: Any, deadline: Any, work: Any, *given: Any) -> Any:
        if name == "read" and due:
            # Past the moment, and one turn of the loop later: the timeout then fires in the turn in which the
            # driver begins to wait.
            time.sleep(max(due.pop() - time.monotonic(), 0.0) + 0.01)  # noqa: ASYNC251
            await asyncio.sleep(0)
            return await original(self, name, 0, None, work, *given)
        return await original(self, name, seconds, deadline, work, *given)

    monkeypatch.setattr(_bolt_socket.AsyncBoltSocketBase, "_wait_for_io", wait_for_io)
    return due


async def test_a_deadline_that_meets_the_wait_of_a_socket_is_a_deadline(
    open_through: Opener, proxy: Proxy, timeout_meets_wait: list[float]
) -> None:
    database = open_through()
    await one_value(database, "RETURN 1 AS one")

    async def work(tx: Transaction) -> None:
        proxy.silent = True
        # The second that a transaction may run over is for the server's own answer that it was late.
        timeout_meets_wait.append(started + _DEADLINE + 1)
        await tx.run_text("RETURN 1 AS one")

    started = time.monotonic()
    with pytest.raises(DeadlineExceeded):
        await database.read("tests/meet", work, deadline_seconds=_DEADLINE)

    assert not timeout_meets_wait
    assert cancellations_asked_for() == 0
    proxy.silent = False
    assert await one_value(database, "RETURN 1 AS one") == 1


async def test_a_second_cancellation_at_the_deadline_stays_inside(database: Database) -> None:
    for run in (database.read, database.write):
        with pytest.raises(DeadlineExceeded):
            await run("tests/twice", cancel_twice, deadline_seconds=0.1)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.1):
            await database.read("tests/twice", cancel_twice)
    assert cancellations_asked_for() == 0


async def test_a_cancellation_that_nobody_asked_for_is_unavailable(database: Database) -> None:
    with pytest.raises(Unavailable, match="was lost"):
        await database.write("tests/by_itself", cancel_by_itself)
    assert await people(database) == 0


async def test_a_commit_that_is_cancelled_by_itself_is_in_doubt(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def cancelled(_: AsyncTransaction) -> None:
        raise asyncio.CancelledError

    with monkeypatch.context() as patched:
        patched.setattr(AsyncTransaction, "commit", cancelled)
        with pytest.raises(CommitUnknown):
            await database.write("tests/doubt", lambda tx: put(tx, "ada"))
        with pytest.raises(Unavailable, match="was lost"):
            await database.read("tests/no_doubt", lambda tx: tx.run_text("RETURN 1 AS one"))


async def test_a_cancellation_that_somebody_asked_for_is_one(database: Database) -> None:
    async def stubborn(_: Transaction) -> None:
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            raise ServiceUnavailable from None

    for work in (cancel_twice, stubborn):
        task = asyncio.create_task(database.write("tests/stopped", work))
        await asyncio.sleep(0.1)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task


async def test_a_held_transaction_keeps_the_second_cancellation_inside(
    database: Database, open_through: Opener, proxy: Proxy, timeout_meets_wait: list[float]
) -> None:
    async with open_through().holding("tests/held") as tx:
        proxy.silent = True
        timeout_meets_wait.append(time.monotonic() + 0.3)
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.3):
                await tx.run_text("RETURN 1 AS one")
    assert cancellations_asked_for() == 0
