"""Statements in transactions of their own: one round trip each, under the same name, deadline and retries."""

import asyncio

import pytest

from graphapi.errors import DeadlineExceeded, SetupProblem, Unavailable
from graphapi.graphdb.database import Database, Transaction
from graphapi.graphdb.rows import Nothing
from tests.conftest import Address, connect
from tests.graphdb.conftest import Opener, took
from tests.graphdb.proxy import Proxy
from tests.graphdb.test_transactions import Declined, Pair, a_statement, put, running, until_running

_SLOW = "UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b RETURN count(a + b) AS pairs"
_COUNT = "MATCH (p:Person) RETURN count(p) AS people"


async def test_several_statements_answer_and_see_what_was_written_before(database: Database) -> None:
    await database.write("tests/put", lambda tx: put(tx, "ada"))
    pair = a_statement("RETURN 'x' AS skillId, 3 AS level\n", Pair)

    async def work(tx: Transaction) -> tuple[int, list[Pair]]:
        [found] = await tx.run_text(_COUNT)
        return found["people"], await tx.rows(pair)

    assert await database.read_singly("tests/singly", work) == (1, [Pair("x", 3)])


async def test_nothing_is_written(database: Database) -> None:
    writing = a_statement("CREATE (:Person {id: 'ada'})\n", Nothing, access="write")

    with pytest.raises(SetupProblem, match="cannot run in the reading transaction"):
        await database.read_singly("tests/singly", lambda tx: tx.run(writing))
    with pytest.raises(SetupProblem):
        await database.read_singly("tests/singly", lambda tx: put(tx, "ada"))

    assert await database.read_singly("tests/count", lambda tx: tx.run_text(_COUNT)) == [{"people": 0}]


async def test_what_work_raises_comes_out_as_it_is(database: Database) -> None:
    async def work(tx: Transaction) -> None:
        await tx.run_text(_COUNT)
        raise Declined("No.")

    with pytest.raises(Declined):
        await database.read_singly("tests/declined", work)


async def test_a_slow_statement_ends_at_the_deadline_here_and_on_the_server(
    database: Database, neo4j_address: Address
) -> None:
    async with connect(neo4j_address, transaction_deadline_seconds=0.5) as impatient:
        with took(0.5), pytest.raises(DeadlineExceeded, match="before the deadline"):
            await impatient.read_singly("tests/slow_singly", lambda tx: tx.run_text(_SLOW))

    await until_running(database, "tests/slow_singly", 0)


async def test_the_server_knows_a_statement_by_name_and_a_cancelled_one_ends(database: Database) -> None:
    task = asyncio.create_task(database.read_singly("tests/named_singly", lambda tx: tx.run_text(_SLOW)))
    await until_running(database, "tests/named_singly", 1)

    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task

    await until_running(database, "tests/named_singly", 0)
    assert await running(database, "tests/named_singly") == 0


async def test_a_connection_that_breaks_in_between_is_passed_over(open_through: Opener, proxy: Proxy) -> None:
    behind = open_through(proxy.uri)
    runs = 0

    async def work(tx: Transaction) -> int:
        nonlocal runs
        runs += 1
        await tx.run_text("RETURN 1 AS one")
        if runs == 1:
            proxy.cut()
        [found] = await tx.run_text("RETURN 2 AS two")
        return found["two"]

    assert await behind.read_singly("tests/cut", work) == 2
    assert runs == 2


async def test_a_server_that_is_away_is_unavailable(open_through: Opener) -> None:
    away = open_through("bolt://127.0.0.1:1", retry_window_seconds=0.3, connect_seconds=0.5)

    with took(0.1), pytest.raises(Unavailable, match="cannot be reached"):
        await away.read_singly("tests/away", lambda tx: tx.run_text("RETURN 1 AS one"))


async def test_a_listener_that_never_answers_is_given_up_within_the_retry_window(
    open_through: Opener, proxy: Proxy
) -> None:
    proxy.silent = True
    silent = open_through(
        transaction_deadline_seconds=4.0, retry_window_seconds=0.5, pool_wait_seconds=0.5, connect_seconds=0.5
    )

    # One attempt and a half: the window counts from the first attempt's start, not from its end.
    with took(0.4), pytest.raises(Unavailable):
        await silent.read_singly("tests/silent", lambda tx: tx.run_text(_COUNT))
