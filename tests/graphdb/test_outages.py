"""A server that is away, silent, slow or cut off in the middle gives a typed error in time, and is found again."""

import asyncio
from contextlib import suppress
from pathlib import Path

import pytest

from graphapi.errors import DeadlineExceeded, SetupProblem, Unavailable
from graphapi.graphdb.database import Database, Transaction
from graphapi.graphdb.embedded import start_server, stop_server
from tests.conftest import Address, connect
from tests.graphdb.conftest import Opener, one_value, took
from tests.graphdb.proxy import Line, Proxy

# Shorter than those in production, in the same order.
_QUICK = {
    "transaction_deadline_seconds": 2.0,
    "retry_window_seconds": 1.0,
    "pool_wait_seconds": 0.5,
    "connect_seconds": 0.5,
}
# Those in production, for what the waits between them decide.
_AS_IN_PRODUCTION = {"pool_wait_seconds": 2.0, "connect_seconds": 2.0}


async def ask(database: Database) -> int:
    """Asks something that needs no data."""
    return await one_value(database, "RETURN 1 AS one")


async def warm(database: Database, connections: int) -> None:
    """Opens that many connections, which lie idle afterwards."""
    together = asyncio.Barrier(connections)

    async def work(tx: Transaction) -> None:
        await tx.run_text("RETURN 1 AS one")
        await together.wait()

    await asyncio.gather(*(database.read("tests/warm", work) for _ in range(connections)))


async def settled(address: Address) -> None:
    """Waits until a server that was just started answers as fast as it will: its first answers take long."""
    async with connect(address, transaction_deadline_seconds=60.0, request_deadline_seconds=70.0) as patient:
        for _ in range(3):
            await warm(patient, 3)


async def test_a_closed_port_is_unavailable_within_the_retry_window(open_through: Opener) -> None:
    away = open_through("bolt://127.0.0.1:1", **_QUICK)

    with took(0.3), pytest.raises(Unavailable, match="cannot be reached"):
        await ask(away)


async def test_a_name_that_nobody_knows_is_unavailable(open_through: Opener) -> None:
    with pytest.raises(Unavailable, match="cannot be reached"):
        await ask(open_through("bolt://no-such-host.invalid:7687", **_QUICK))


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
async def test_a_listener_that_never_answers_is_unavailable_in_time(
    open_through: Opener, proxy: Proxy, scheme: str
) -> None:
    proxy.silent = True
    silent = open_through(proxy.uri.replace("bolt", scheme), **_QUICK)

    with took(0.4), pytest.raises(Unavailable):
        await ask(silent)


async def test_a_listener_that_is_no_neo4j_is_unavailable(open_through: Opener) -> None:
    async def greet(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        writer.close()

    listener = await asyncio.start_server(greet, "127.0.0.1", 0)
    port = listener.sockets[0].getsockname()[1]
    with took(), pytest.raises(Unavailable):
        await ask(open_through(f"bolt://127.0.0.1:{port}", **_QUICK))
    listener.close()


async def test_a_server_that_falls_silent_is_given_up_in_time_and_found_again(
    open_through: Opener, proxy: Proxy
) -> None:
    database = open_through(**_QUICK)
    await warm(database, 3)

    proxy.silent = True
    for _ in range(3):
        with took(), pytest.raises(Unavailable):
            await ask(database)
    proxy.silent = False

    with took():
        assert await ask(database) == 1


async def test_connections_that_were_forgotten_without_a_word_are_left_behind(
    open_through: Opener, proxy: Proxy
) -> None:
    database = open_through(**_AS_IN_PRODUCTION)
    await warm(database, 8)
    await asyncio.sleep(1.1)

    proxy.forget()

    # One wait for a sign of life, then fresh connections.
    with took(1):
        assert await ask(database) == 1
    with took():
        assert await asyncio.gather(*(ask(database) for _ in range(8))) == [1] * 8


async def test_a_transaction_under_way_survives_that_others_leave_its_connections(
    open_through: Opener, proxy: Proxy
) -> None:
    database = open_through(**_AS_IN_PRODUCTION)
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def work(tx: Transaction) -> int:
        begun.set()
        await go_on.wait()
        return len(await tx.run_text("RETURN 1 AS one"))

    await warm(database, 3)
    task = asyncio.create_task(database.read("tests/under_way", work))
    await begun.wait()
    await asyncio.sleep(1.1)
    busy = proxy.lines.copy()
    proxy.forget()
    assert await ask(database) == 1
    for line in busy:
        line.dead = False
    go_on.set()

    assert await task == 1


async def test_a_delay_of_a_quarter_of_the_deadline_is_borne(open_through: Opener, proxy: Proxy) -> None:
    database = open_through(**_QUICK)
    await ask(database)
    proxy.delay_seconds = _QUICK["transaction_deadline_seconds"] / 4

    with took(0.25), suppress(Unavailable, DeadlineExceeded):
        await ask(database)

    proxy.delay_seconds = 0.0
    with took():
        assert await ask(database) == 1


async def test_a_reset_in_the_middle_of_an_answer_is_tried_again(open_through: Opener, proxy: Proxy) -> None:
    database = open_through()
    passed, runs = 0, 0

    def reset_once(line: Line, piece: bytes) -> bool:
        nonlocal passed
        before, passed = passed, passed + len(piece)
        if before < 15_000 <= passed:
            line.cut(reset=True)
            return False
        return True

    async def work(tx: Transaction) -> int:
        nonlocal runs
        runs += 1
        return len(await tx.run_text("UNWIND range(1, 5000) AS n RETURN n"))

    proxy.from_server = reset_once

    assert await database.read("tests/reset", work) == 5_000
    assert runs == 2


async def test_requests_in_flight_when_everything_is_reset_still_answer(
    open_through: Opener, proxy: Proxy
) -> None:
    database = open_through()

    async def work(tx: Transaction) -> int:
        return len(await tx.run_text("UNWIND range(1, 1000) AS n RETURN n"))

    tasks = [asyncio.create_task(database.read("tests/in_flight", work)) for _ in range(10)]
    await asyncio.sleep(0.1)
    proxy.cut(reset=True)

    assert await asyncio.gather(*tasks) == [1_000] * 10


async def test_a_server_that_was_away_is_found_again_by_a_request_that_waits(
    open_through: Opener, proxy: Proxy
) -> None:
    database = open_through()
    await warm(database, 3)
    await proxy.close_port()

    with pytest.raises(Unavailable):
        await database.read("tests/away", lambda tx: tx.run_text("RETURN 1 AS one"), deadline_seconds=0.5)
    waiting = asyncio.create_task(ask(database))
    await asyncio.sleep(1)
    await proxy.listen()

    with took():
        assert await waiting == 1


@pytest.mark.slow
async def test_a_restarted_server_is_found_again(tmp_path: Path) -> None:
    home = tmp_path / "home"

    def start(port: int) -> Address:
        server = start_server(
            home, bolt_port=port, http_port=0, for_tests=True, browser=False, stop_with_parent=True
        )
        return Address(server.bolt_uri, server.username, server.password)

    address = await asyncio.to_thread(start, 0)
    try:
        await settled(address)
        async with connect(address, **_QUICK) as database:
            await warm(database, 3)
            assert await asyncio.to_thread(stop_server, home)
            with took(), pytest.raises(Unavailable):
                await ask(database)

            await asyncio.to_thread(start, int(address.uri.rpartition(":")[2]))
            await settled(address)
            with took():
                assert await ask(database) == 1
    finally:
        await asyncio.to_thread(stop_server, home)


@pytest.mark.parametrize(
    "uri",
    [
        "http://localhost:7474",
        "localhost:7687",
        "bolt:/x",
        "bolt://localhost:port",
        "bolt://:7687",
        "bolt://neo4j:canary@host",
        "bolt://host/graph",
        "",
    ],
)
async def test_an_address_that_is_none_is_a_setup_problem(uri: str, neo4j_address: Address) -> None:
    with pytest.raises(SetupProblem, match="GRAPHAPI_NEO4J_URI is not a valid Neo4j address") as caught:
        connect(Address(uri, neo4j_address.user, neo4j_address.password))
    assert "canary" not in caught.value.message


async def test_a_wrong_password_is_a_setup_problem_at_once(own_server: Address) -> None:
    async with connect(Address(own_server.uri, "neo4j", "canary")) as database:
        with took(), pytest.raises(SetupProblem, match=r"rejects the user or the password\. Check") as caught:
            await ask(database)
    assert "canary" not in caught.value.message

    # After a few tries the server answers that there were too many.
    for _ in range(5):
        async with connect(Address(own_server.uri, "nobody", "wrong")) as database:
            with pytest.raises(SetupProblem, match="rejects the user or the password"):
                await ask(database)


async def test_a_database_of_another_name_is_a_setup_problem(migrated: Database, neo4j_address: Address) -> None:
    async with connect(neo4j_address, neo4j_database="elsewhere") as database:
        with pytest.raises(SetupProblem, match="GRAPHAPI_NEO4J_DATABASE"):
            await ask(database)
