"""What is tried again and what never is: a cut at COMMIT, a deadlock, a request that is repeated under its key."""

import asyncio
import random
from functools import partial

import pytest

from graphapi.errors import Unavailable
from graphapi.graphdb.database import Database, Transaction
from graphapi.graphdb.faults import CommitUnknown
from graphapi.journal.receipts import once
from tests.conftest import Address, connect
from tests.graphdb.conftest import Opener, one_value, took
from tests.graphdb.proxy import COMMIT, Line, Proxy
from tests.graphdb.test_transactions import people, put

_CUTS = ("before", "during", "after")


class Knife:
    """Cuts a connection once at a COMMIT: before it arrives, on its way, or before its answer comes back."""

    def __init__(self, proxy: Proxy) -> None:
        self._cut: str | None = None
        self._marked: Line | None = None
        proxy.from_client = self._from_client
        proxy.from_server = self._from_server

    def sharpen(self, cut: str) -> None:
        """The next COMMIT is cut."""
        self._cut = cut

    def _from_client(self, line: Line, piece: bytes) -> bool:
        if COMMIT not in piece or self._cut is None:
            return True
        cut, self._cut = self._cut, None
        if cut == "after":
            self._marked = line
            return True
        if cut == "during":
            line.server.write(piece)
        line.cut()
        return False

    def _from_server(self, line: Line, _: bytes) -> bool:
        if line is not self._marked:
            return True
        self._marked = None
        line.cut()
        return False


@pytest.mark.parametrize(("cut", "stored"), [("before", 0), ("after", 1)])
async def test_a_write_cut_at_its_commit_is_unknown_and_not_tried_again(
    database: Database, open_through: Opener, proxy: Proxy, cut: str, stored: int
) -> None:
    through = open_through()
    runs = 0

    async def work(tx: Transaction) -> None:
        nonlocal runs
        runs += 1
        await put(tx, "ada")

    Knife(proxy).sharpen(cut)
    with took(), pytest.raises(CommitUnknown, match="may or may not be saved"):
        await through.write("tests/cut", work)

    assert runs == 1
    assert await people(database) == stored


async def test_a_commit_that_is_never_answered_is_unknown_at_the_deadline(
    database: Database, open_through: Opener, proxy: Proxy
) -> None:
    through = open_through(transaction_deadline_seconds=0.5)
    runs = 0

    def swallow(_: Line, piece: bytes) -> bool:
        return COMMIT not in piece

    async def work(tx: Transaction) -> None:
        nonlocal runs
        runs += 1
        await put(tx, "ada")

    proxy.from_client = swallow
    with took(0.5), pytest.raises(CommitUnknown):
        await through.write("tests/swallowed", work)

    assert runs == 1
    assert await people(database) == 0


async def test_a_read_cut_at_its_commit_is_tried_again(open_through: Opener, proxy: Proxy) -> None:
    through = open_through()
    for cut in _CUTS:
        Knife(proxy).sharpen(cut)
        assert await one_value(through, "RETURN 1 AS one") == 1


async def test_a_write_cut_before_its_commit_is_tried_again(
    database: Database, open_through: Opener, proxy: Proxy
) -> None:
    through = open_through()
    runs = 0

    async def work(tx: Transaction) -> None:
        nonlocal runs
        runs += 1
        await put(tx, "ada")
        if runs == 1:
            proxy.cut()
        await put(tx, "bob")

    await through.write("tests/cut", work)

    assert runs == 2
    assert await people(database) == 2


async def test_a_request_repeated_under_its_key_has_one_effect(
    database: Database, open_through: Opener, proxy: Proxy
) -> None:
    through, knife, chance = open_through(), Knife(proxy), random.Random(1)
    doubted = 0

    async def work(tx: Transaction, key: str) -> str:
        async def effect() -> str:
            await tx.run_text("CREATE (:Person {id: randomUUID(), name: $key})", {"key": key})
            return key

        return await once(tx, "somebody", key, "tests/effect", {"key": key}, effect)

    async def ask(key: str) -> str:
        nonlocal doubted
        while True:
            try:
                return await through.write("tests/repeated", lambda tx: work(tx, key))
            except CommitUnknown:
                doubted += 1

    keys = [f"key {number}" for number in range(60)]
    for key in keys:
        knife.sharpen(chance.choice(_CUTS))
        assert await ask(key) == key

    assert doubted == len(keys)
    effects = await one_value(
        database, "MATCH (p:Person) WITH p.name AS key ORDER BY key RETURN collect(key) AS keys"
    )
    assert effects == sorted(keys)


async def test_two_writers_in_a_deadlock_both_end_well(database: Database) -> None:
    for id in ("ada", "bob"):
        await database.write("tests/put", partial(put, id=id))
    both_hold_one = asyncio.Barrier(2)
    runs = 0

    async def count(tx: Transaction, id: str) -> None:
        await tx.run_text("MATCH (p:Person {id: $id}) SET p.revision = coalesce(p.revision, 0) + 1", {"id": id})

    async def lock(first: str, second: str) -> None:
        met = False

        async def work(tx: Transaction) -> None:
            nonlocal met, runs
            runs += 1
            await count(tx, first)
            if not met:
                met = True
                await both_hold_one.wait()
            await count(tx, second)

        await database.write("tests/deadlock", work)

    with took():
        await asyncio.gather(lock("ada", "bob"), lock("bob", "ada"))

    assert runs >= 3
    revisions = (
        "MATCH (p:Person) WITH p.revision AS revision ORDER BY revision RETURN collect(revision) AS revisions"
    )
    assert await one_value(database, revisions) == [2, 2]


async def test_many_writers_in_each_others_way_lose_nothing(database: Database) -> None:
    ids = [f"p{number}" for number in range(6)]
    for id in ids:
        await database.write("tests/put", partial(put, id=id))

    async def edit(seed: int) -> None:
        order = random.Random(seed).sample(ids, 3)

        async def work(tx: Transaction) -> None:
            for id in order:
                await tx.run_text(
                    "MATCH (p:Person {id: $id}) SET p.revision = coalesce(p.revision, 0) + 1", {"id": id}
                )

        await database.write("tests/edit", work)

    await asyncio.gather(*(edit(seed) for seed in range(40)))

    assert await one_value(database, "MATCH (p:Person) RETURN sum(p.revision) AS edits") == 120


async def test_what_never_passes_is_given_up_with_the_retry_window(own_server: Address) -> None:
    runs = 0

    async def work(tx: Transaction) -> None:
        nonlocal runs
        runs += 1
        # More than the server's heap, which is a passing fault: others may need less in a moment.
        await tx.run_text(
            "UNWIND range(1, 2000000000) AS n "
            "RETURN size(collect(reduce(s = toString(n), i IN range(1, 20) | s + s))) AS size"
        )

    async with connect(own_server, retry_window_seconds=0.6) as small:
        with took(0.3, 200), pytest.raises(Unavailable, match="too little memory"):
            await small.read("tests/memory", work, deadline_seconds=300)

    assert runs >= 1
