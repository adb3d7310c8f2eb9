"""The change log: numbered in the order of commits, bounded, and honest about what a reader lacks."""

import asyncio
from collections.abc import Sequence

import pytest

from graphapi.errors import InvalidInput
from graphapi.graphdb.database import Database, Transaction
from graphapi.journal import change_log, reading
from graphapi.journal.edit import Edit, Editor
from graphapi.journal.facts import FactChange
from graphapi.journal.model import ChangeKind, ChangesSince, Position
from tests.conftest import empty
from tests.editing import editor

_FACTS: dict[ChangeKind, str] = {
    "people": "freeTime.derived",
    "skills": "nearness.derived",
    "policy": "policy.version",
    "everything": "map.restored",
}


async def _record(
    database: Database, kind: ChangeKind, ids: Sequence[str] = ("1",), by: Editor | None = None
) -> None:
    async def work(e: Edit) -> None:
        e.derived(_FACTS[kind], ids)

    await (by or editor(database)).edit("record", work)


async def _position(database: Database) -> Position:
    return await database.write("tests/position", reading.locked_position)


async def _since(database: Database, known: Position) -> ChangesSince:
    return await database.write("tests/since", lambda tx: reading.changes_since(tx, known))


async def test_a_reader_finds_what_was_recorded_after_its_place(database: Database) -> None:
    before = await _position(database)
    assert await _since(database, before) == ChangesSince(before, (), complete=True)

    await _record(database, "people", ["b", "a", "b"])
    between = await _position(database)
    await _record(database, "policy")

    first = await _since(database, before)
    assert [(c.seq, c.kind, c.ids) for c in first.changes] == [(1, "people", ("a", "b")), (2, "policy", ())]
    second = await _since(database, between)
    assert [(c.seq, c.kind) for c in second.changes] == [(2, "policy")]
    assert first.position == second.position == await database.read("tests/position", reading.position)
    assert first.complete
    assert second.complete


async def test_nobody_is_no_change(database: Database) -> None:
    await _record(database, "people", [])

    assert await database.read("tests/position", reading.position) is None


async def test_what_is_rolled_back_leaves_no_gap(database: Database) -> None:
    before = await _position(database)

    async def fail(e: Edit) -> None:
        e.derived(_FACTS["people"], ["a"])
        raise InvalidInput("Not this time.")

    with pytest.raises(InvalidInput):
        await editor(database).edit("fail", fail)
    await _record(database, "people", ["b"])

    assert [(c.seq, c.ids) for c in (await _since(database, before)).changes] == [(1, ("b",))]


async def test_numbers_follow_the_order_of_commits_without_gaps(database: Database) -> None:
    before = await _position(database)
    committed: list[str] = []

    async def edit(name: str) -> None:
        await _record(database, "people", [name])
        committed.append(name)

    async def watch() -> None:
        # Whatever a reader sees under the lock is a beginning of the log without a hole.
        for _ in range(10):
            seen = await _since(database, before)
            assert [c.seq for c in seen.changes] == list(range(1, seen.position.seq + 1))

    await asyncio.gather(*(edit(f"p{number}") for number in range(30)), watch())

    found = await _since(database, before)
    assert [c.seq for c in found.changes] == list(range(1, 31))
    assert sorted(c.ids[0] for c in found.changes) == sorted(committed)


async def test_a_reader_under_the_lock_waits_for_the_commit_of_who_was_first(database: Database) -> None:
    before = await _position(database)
    recorded, go_on = asyncio.Event(), asyncio.Event()

    async def slow(tx: Transaction) -> None:
        await change_log.ChangeLog().append(tx, [FactChange(_FACTS["people"], "a")])
        recorded.set()
        await go_on.wait()

    writing = asyncio.create_task(database.write("tests/slow", slow))
    await recorded.wait()
    waiting = asyncio.create_task(_since(database, before))
    await asyncio.sleep(0.2)
    assert not waiting.done()
    go_on.set()
    await writing

    assert [c.ids for c in (await waiting).changes] == [("a",)]


async def test_many_ids_are_several_entries_and_too_many_are_everything(database: Database) -> None:
    before = await _position(database)

    await _record(database, "skills", [f"s{number:05}" for number in range(2_500)])
    await _record(database, "people", [f"p{number:05}" for number in range(20_001)])

    found = (await _since(database, before)).changes
    assert [(c.kind, len(c.ids)) for c in found] == [
        ("skills", 1000),
        ("skills", 1000),
        ("skills", 500),
        ("everything", 0),
    ]


async def test_the_log_is_bounded_and_says_what_it_has_dropped(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(change_log, "KEPT_CHANGES", 5)
    monkeypatch.setattr(change_log, "_PRUNE_EVERY", 4)
    places = [await _position(database)]
    for number in range(12):
        await _record(database, "people", [f"p{number}"])
        places.append(await _position(database))

    complete = [(await _since(database, place)).complete for place in places]

    # Twelve entries, of which the last five are kept; who read the first of these lacks nothing.
    assert complete == [False] * 8 + [True] * 5
    kept = await database.read("tests/count", lambda tx: tx.run_text("MATCH (c:Change) RETURN count(c) AS kept"))
    assert kept == [{"kept": 5}]


async def test_another_log_is_not_taken_for_the_one_that_was_read(database: Database) -> None:
    await _record(database, "people", ["a"])
    known = await _position(database)
    await empty(database)

    assert not (await _since(database, known)).complete
    for _ in range(3):
        await _record(database, "people", ["b"])
    assert not (await _since(database, known)).complete


async def test_a_log_that_went_on_from_an_older_copy_is_noticed(database: Database) -> None:
    await _record(database, "people", ["a"])
    older = await _position(database)
    await _record(database, "people", ["b"])
    known = await _position(database)
    # As if the database had been restored from a copy, and two other changes had followed.
    restore = (
        "MATCH (c:Change {seq: 2}) DELETE c WITH 1 AS _ "
        "MATCH (log:ChangeLog {name: 'changes'}) SET log.seq = 1, log.token = $token"
    )
    await database.write("tests/restore", lambda tx: tx.run_text(restore, {"token": older.token}))

    assert not (await _since(database, known)).complete
    await _record(database, "people", ["c"])
    assert not (await _since(database, known)).complete
    await _record(database, "people", ["d"])
    assert not (await _since(database, known)).complete
    assert (await _since(database, older)).complete


async def test_listeners_hear_of_changes_of_this_process(database: Database) -> None:
    heard: list[int] = []
    somebody = editor(database)
    stop = somebody.journal.log.listen(lambda: heard.append(1))

    await _record(database, "people", ["a"], somebody)
    stop()
    await _record(database, "people", ["a"], somebody)

    assert heard == [1]


async def test_one_transaction_says_everything_at_its_end(database: Database) -> None:
    before = await _position(database)

    async def work(e: Edit) -> None:
        e.derived(_FACTS["people"], ["b"])
        e.derived(_FACTS["policy"], ["1"])
        e.derived(_FACTS["people"], ["a"])
        assert await reading.position(e.tx) == before

    await editor(database).edit("record", work)

    found = (await _since(database, before)).changes
    assert [(c.kind, c.ids) for c in found] == [("people", ("a", "b")), ("policy", ())]
