"""Transactions on a real server: what they roll back, what they may do, what they say of themselves."""

import asyncio
import gc
from functools import partial
from typing import Any, LiteralString

import pytest
from pydantic import TypeAdapter

from graphapi.errors import Conflict, InvalidInput, SetupProblem, Unavailable
from graphapi.graphdb.database import Database, Transaction
from graphapi.graphdb.faults import ConstraintViolated
from graphapi.graphdb.queries import Access, Statement, parse_query
from graphapi.graphdb.rows import Nothing, row
from tests.conftest import Address, connect
from tests.graphdb.conftest import Opener, one_value, took
from tests.graphdb.proxy import Proxy

_SLOW = "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b RETURN count(a + b) AS pairs"
_RUNNING = (
    "SHOW TRANSACTIONS YIELD metaData, transactionId, status WHERE metaData.query = $name "
    "RETURN count(*) AS running"
)


@row
class Pair:
    """A row with a column of two words."""

    skill_id: str
    level: int


def a_statement(body: LiteralString, row_class: type[Any], *, access: Access = "read") -> Statement[Any]:
    """A statement as a query file would give it."""
    returns = "nothing" if row_class is Nothing else row_class.__name__
    header = f"// Answers.\n// access: {access}\n// scope: everybody, because a test\n// params: none\n"
    header += f"// returns: {returns}\n"
    return Statement(parse_query("tests/statement", header + body), TypeAdapter(row_class))


async def put(tx: Transaction, id: str) -> None:
    """Stores a person with this id."""
    await tx.run_text("CREATE (:Person {id: $id, name: 'Canary Value'})", {"id": id})


async def people(database: Database) -> int:
    """How many people there are."""
    return await one_value(database, "MATCH (p:Person) RETURN count(p) AS people")


async def running(database: Database, name: str) -> int:
    """How many transactions of this name the server runs."""
    return await one_value(database, _RUNNING, name=name)


async def until_running(database: Database, name: str, count: int) -> None:
    """Waits, a minute at most, until the server runs so many transactions of this name."""
    async with asyncio.timeout(60):
        while await running(database, name) != count:  # noqa: ASYNC110 (the server rings no bell)
            await asyncio.sleep(0.01)


class Declined(Conflict):
    """An error of some domain."""


@pytest.mark.parametrize("raised", [Declined("No."), TimeoutError("mine"), OSError("mine"), ValueError("mine")])
async def test_what_work_raises_rolls_back_and_comes_out_as_it_is(database: Database, raised: Exception) -> None:
    runs = 0

    async def work(tx: Transaction) -> None:
        nonlocal runs
        runs += 1
        await put(tx, "ada")
        raise raised

    with pytest.raises(type(raised)) as caught:
        await database.write("tests/declined", work)

    assert caught.value is raised
    assert runs == 1
    assert await people(database) == 0


async def test_a_violated_constraint_names_label_and_property_and_no_value(database: Database) -> None:
    await database.write("tests/first", lambda tx: put(tx, "canary-id"))

    with pytest.raises(ConstraintViolated) as caught:
        await database.write("tests/second", lambda tx: put(tx, "canary-id"))

    assert (caught.value.label, caught.value.property_name) == ("Person", "id")
    assert "canary" not in caught.value.message
    # A traceback in a log shows the causes too.
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


async def test_a_query_that_the_server_refuses_says_its_name_and_no_value(database: Database) -> None:
    async def work(tx: Transaction) -> None:
        await tx.run_text("CREATE (:Person {id: $id})", {"id": {"secret": "canary"}})

    with pytest.raises(SetupProblem, match=r"tests/refused: .*TypeError") as caught:
        await database.write("tests/refused", work)

    assert "canary" not in caught.value.message
    assert caught.value.__suppress_context__


async def test_reading_access_cannot_write(database: Database) -> None:
    writing = a_statement("CREATE (:Person {id: 'ada'})", Nothing, access="write")

    with pytest.raises(SetupProblem, match="writes and cannot run in the reading transaction tests/read"):
        await database.read("tests/read", lambda tx: tx.run(writing))
    with pytest.raises(SetupProblem, match="AccessMode"):
        await database.read("tests/read", lambda tx: put(tx, "ada"))

    await database.run(writing)
    assert await people(database) == 1


async def test_a_row_is_read_into_its_class(database: Database) -> None:
    statement = a_statement("RETURN 'python' AS skillId, 3 AS level", Pair)

    assert await database.rows(statement) == [Pair(skill_id="python", level=3)]
    assert await database.one(statement) == Pair(skill_id="python", level=3)


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ("RETURN 'canary' AS skillId", r"no Pair: level \(missing\)"),
        ("RETURN 'canary' AS skillId, 'canary' AS level", r"no Pair: level \(int_parsing\)"),
        (
            "RETURN 'canary' AS skillId, 1 AS level, 'canary' AS name",
            r"no Pair: name \(unexpected_keyword_argument\)",
        ),
    ],
)
async def test_a_row_that_is_not_as_promised_is_refused_without_its_values(
    database: Database, body: LiteralString, complaint: str
) -> None:
    with pytest.raises(SetupProblem, match=complaint) as caught:
        await database.rows(a_statement(body, Pair))

    assert "canary" not in caught.value.message
    assert caught.value.__suppress_context__


async def test_a_query_that_returns_nothing_may_not_return_rows(database: Database) -> None:
    writing = a_statement("CREATE (p:Person {id: 'ada'}) RETURN p.id AS id", Nothing, access="write")

    with pytest.raises(SetupProblem, match="no nothing"):
        await database.run(writing)

    assert await people(database) == 0


async def test_several_rows_are_not_one(database: Database) -> None:
    with pytest.raises(SetupProblem, match="gave 2 rows where one was expected"):
        await database.one(a_statement("UNWIND ['a', 'b'] AS skillId RETURN skillId, 1 AS level", Pair))


@pytest.mark.parametrize("value", ["half \ud800", {"deep": ["half \udfff"]}, 2**63, {"deep": [-(2**63) - 1]}])
async def test_a_value_that_cannot_be_sent_is_bad_input_and_harms_no_connection(
    open_through: Opener, value: Any
) -> None:
    database = open_through(pool_size=1)

    async def work(tx: Transaction) -> None:
        await tx.run_text("CREATE (:Person {id: 'ada'})")
        await tx.run_text("RETURN $value AS value", {"value": value})

    with pytest.raises(InvalidInput):
        await database.write("tests/unsendable", work)

    assert await one_value(database, "MATCH (p:Person {id: 'ada'}) RETURN count(p) AS people") == 0


async def test_dates_come_back_as_those_of_python(database: Database) -> None:
    found = await one_value(
        database,
        "RETURN {day: date('2027-03-28'), at: [datetime('2027-03-28T01:30:00[Europe/Berlin]')]} AS value",
    )

    assert found["day"].isoformat() == "2027-03-28"
    assert found["at"][0].isoformat() == "2027-03-28T01:30:00+01:00"


async def test_a_running_transaction_is_named(database: Database) -> None:
    async def work(tx: Transaction) -> tuple[int, int]:
        return await running(database, "tests/named"), await running(database, "tests/other")

    assert await database.write("tests/named", work) == (1, 0)
    assert await database.read("tests/named", work) == (1, 0)
    assert await running(database, "tests/named") == 0


async def test_a_session_shows_the_server_its_bookmark(open_through: Opener, proxy: Proxy) -> None:
    database = open_through()
    sent: list[bytes] = []
    proxy.from_client = lambda _, piece: sent.append(piece) or True

    await database.write("tests/bookmark", lambda tx: tx.run_text("CREATE (:Person {id: 'own'})"))
    assert b"bookmarks" not in b"".join(sent)
    sent.clear()

    assert await one_value(database, "MATCH (p:Person {id: 'own'}) RETURN count(p) AS people") == 1
    assert b"bookmarks" in b"".join(sent)


async def test_own_writes_are_read_again(database: Database) -> None:
    for number in range(50):
        await database.write("tests/write", partial(put, id=str(number)))
        assert await people(database) == number + 1


async def test_the_routing_scheme_works_against_a_single_server(
    database: Database, neo4j_address: Address
) -> None:
    scheme, _, rest = neo4j_address.uri.partition("://")
    routing = Address(f"{scheme.replace('bolt', 'neo4j')}://{rest}", neo4j_address.user, neo4j_address.password)

    async with connect(routing) as routed:
        await routed.write("tests/routed", lambda tx: put(tx, "ada"))
        assert await people(routed) == 1


async def test_a_used_up_pool_is_unavailable_and_not_waited_for_twice(
    database: Database, open_through: Opener
) -> None:
    small = open_through(pool_size=2, pool_wait_seconds=0.3)
    held, release = asyncio.Barrier(3), asyncio.Event()

    async def hold(tx: Transaction) -> None:
        await tx.run_text("RETURN 1 AS one")
        await held.wait()
        await release.wait()

    holders = [asyncio.create_task(small.read("tests/hold", hold)) for _ in range(2)]
    await held.wait()
    with took(0.3), pytest.raises(Unavailable, match="Every connection to the database is in use"):
        await people(small)
    release.set()
    await asyncio.gather(*holders)

    assert await people(small) == 0


async def test_a_cancelled_query_ends_on_the_server_and_leaves_the_pool_usable(
    database: Database, open_through: Opener
) -> None:
    small = open_through(pool_size=2, pool_wait_seconds=2)

    for _ in range(6):
        tasks = [
            asyncio.create_task(small.read("tests/cancelled", lambda tx: tx.run_text(_SLOW))) for _ in range(2)
        ]
        await until_running(database, "tests/cancelled", 2)
        for task in tasks:
            task.cancel()
        assert all(
            isinstance(result, asyncio.CancelledError)
            for result in await asyncio.gather(*tasks, return_exceptions=True)
        )

    assert await people(small) == 0
    await until_running(database, "tests/cancelled", 0)


# A socket that is cancelled while it connects is left by the driver to the garbage collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("after_seconds", [0.0, 0.001, 0.002, 0.004, 0.008, 0.016, 0.03])
async def test_a_write_cancelled_at_any_moment_harms_no_connection(
    database: Database, open_through: Opener, after_seconds: float
) -> None:
    small = open_through(pool_size=1, pool_wait_seconds=2)

    for number in range(5):
        task = asyncio.create_task(small.write("tests/cancelled", partial(put, id=str(number))))
        await asyncio.sleep(after_seconds)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    assert await people(small) <= 5
    gc.collect()
