"""No transaction outlives its deadline, nor the request that it belongs to."""

import asyncio

import pytest

from graphapi.errors import DeadlineExceeded, Unavailable
from graphapi.graphdb.database import Database, Transaction
from graphapi.graphdb.deadlines import seconds_left, time_limit
from graphapi.settings import Settings
from tests.conftest import Address, connect
from tests.graphdb.conftest import Opener, one_value, took
from tests.graphdb.test_transactions import people, put, until_running

_SLOW = "UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b RETURN count(a + b) AS pairs"


async def slow(tx: Transaction) -> None:
    """Far more than any deadline allows."""
    await tx.run_text(_SLOW)


async def test_a_slow_query_ends_at_its_deadline_here_and_on_the_server(
    database: Database, neo4j_address: Address
) -> None:
    async with connect(neo4j_address, transaction_deadline_seconds=0.5) as impatient:
        with took(0.5), pytest.raises(DeadlineExceeded, match="before the deadline"):
            await impatient.read("tests/slow", slow)

        await until_running(database, "tests/slow", 0)
        assert await people(impatient) == 0


async def test_a_deadline_of_its_own_replaces_the_one_of_the_settings(
    database: Database, neo4j_address: Address
) -> None:
    with took(0.3), pytest.raises(DeadlineExceeded):
        await database.read("tests/slow", slow, deadline_seconds=0.3)

    async with connect(neo4j_address, transaction_deadline_seconds=0.2) as impatient:
        await impatient.read("tests/patient", lambda tx: tx.run_text("RETURN 1 AS one"), deadline_seconds=30)


async def test_a_late_write_is_rolled_back(database: Database) -> None:
    async def work(tx: Transaction) -> None:
        await put(tx, "late")
        await slow(tx)

    with pytest.raises(DeadlineExceeded):
        await database.write("tests/late", work, deadline_seconds=0.5)

    assert await people(database) == 0


async def test_work_that_waits_for_something_else_ends_too(database: Database) -> None:
    async def work(tx: Transaction) -> None:
        await put(tx, "late")
        await asyncio.sleep(60)

    with took(0.2), pytest.raises(DeadlineExceeded):
        await database.write("tests/late", work, deadline_seconds=0.2)

    assert await people(database) == 0


async def test_waiting_for_a_lock_ends_at_the_deadline(database: Database) -> None:
    await database.write("tests/put", lambda tx: put(tx, "ada"))

    async def lock(tx: Transaction) -> None:
        await tx.run_text("MATCH (p:Person {id: 'ada'}) SET p.revision = coalesce(p.revision, 0) + 1")

    async def hold(tx: Transaction) -> None:
        await lock(tx)
        with took(0.4), pytest.raises(DeadlineExceeded):
            await database.write("tests/waiting", lock, deadline_seconds=0.4)

    await database.write("tests/holding", hold)
    await database.write("tests/afterwards", lock)


async def test_the_time_limit_of_a_request_bounds_its_transactions(database: Database) -> None:
    with took(0.3), time_limit(0.6):
        with pytest.raises(DeadlineExceeded):
            await database.read("tests/slow", slow)
        # What is left now is too little to begin with.
        with pytest.raises(DeadlineExceeded):
            await people(database)

    assert await people(database) == 0


async def test_a_time_limit_holds_in_the_tasks_of_a_request_and_no_longer_than_the_outer_one() -> None:
    async def left() -> float:
        return seconds_left()

    with time_limit(5):
        with time_limit(60):
            assert await asyncio.create_task(left()) <= 5
        with time_limit(1):
            assert await asyncio.create_task(left()) <= 1
        assert 1 < seconds_left() <= 5
    assert seconds_left() == float("inf")


async def test_trying_again_ends_before_the_deadline(open_through: Opener) -> None:
    away = open_through("bolt://127.0.0.1:1", transaction_deadline_seconds=0.7, retry_window_seconds=60)

    with took(0.2), pytest.raises(Unavailable):
        await people(away)


async def test_trying_again_ends_with_the_retry_window(open_through: Opener) -> None:
    away = open_through("bolt://127.0.0.1:1", retry_window_seconds=0.5)
    impatient = open_through("bolt://127.0.0.1:1", retry_window_seconds=0)

    with took(0.1), pytest.raises(Unavailable):
        await people(away)
    with took(), pytest.raises(Unavailable):
        await people(impatient)


def test_the_deadlines_of_the_settings_nest() -> None:
    given = Settings()  # pyright: ignore[reportCallIssue]

    # The second that a transaction may run over is for the server's own answer that it was late.
    assert given.request_deadline_seconds > given.transaction_deadline_seconds + 1
    assert given.transaction_deadline_seconds > given.retry_window_seconds + given.connect_seconds
    assert given.retry_window_seconds > given.pool_wait_seconds >= given.connect_seconds


async def test_a_request_of_many_transactions_ends_in_time(database: Database) -> None:
    done = 0

    async def request() -> None:
        nonlocal done
        while True:
            await one_value(database, "UNWIND range(1, 1000) AS n RETURN max(n) AS most")
            done += 1

    with time_limit(1.0), took(0.5), pytest.raises(DeadlineExceeded):
        await request()

    assert done > 0
