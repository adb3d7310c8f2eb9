"""The index at work: never behind what is committed, in this process or another, and well again after every fault."""

# What is waited for comes from other processes, which set no event here.
# ruff: noqa: ASYNC110

import asyncio
import os
import signal
import sys
import textwrap
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from graphapi.errors import Unavailable
from graphapi.graphdb.database import Database, Transaction
from graphapi.graphdb.embedded import start_server, stop_server
from graphapi.graphdb.migrations import migrate
from graphapi.journal.edit import Edit
from graphapi.journal.reading import locked_position
from graphapi.matching.explaining import explain_match
from graphapi.matching.model import Question, Ranking
from graphapi.matching.ranking import rank_mentors
from graphapi.people.declaring import declare_skill_level
from graphapi.rankindex import auditing, reading, serving
from graphapi.rankindex.reading import read_all
from graphapi.rankindex.serving import RankIndex
from graphapi.rankindex.snapshot import snapshot_path
from tests.conftest import Address, connect
from tests.editing import editor
from tests.matching.world import WEEK, load
from tests.rankindex.asking import ROADS, run
from tests.rankindex.test_following import twin_world

_LOOPS = ROADS[0]
_EDITOR = textwrap.dedent(
    """
    import asyncio, sys
    from datetime import date
    from graphapi.cli.reaching import open_editor
    from graphapi.people.declaring import declare_skill_level

    async def main():
        async with open_editor() as editor:
            for line in sys.stdin:
                person, level, revision = line.split()
                await declare_skill_level(
                    editor, person, "x", int(level), today=date(2027, 3, 1), expected_revision=int(revision)
                )
                print("done", flush=True)

    asyncio.run(main())
    """
)


@asynccontextmanager
async def _index(database: Database, folder: Path | None = None) -> AsyncIterator[RankIndex]:
    """An index at work over the database."""
    index = RankIndex(editor(database).journal, _LOOPS, folder)
    task = asyncio.create_task(index.run())
    try:
        await _until(lambda: index.status.state == "fresh")
        yield index
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _until(holds: Callable[[], bool]) -> None:
    """Waits for what comes by itself; a test that never sees it hangs and is cut off."""
    async with asyncio.timeout(300):
        while not holds():
            await asyncio.sleep(0.01)


async def _until_served(database: Database, index: RankIndex) -> Ranking:
    """Asks until the index answers."""
    async with asyncio.timeout(300):
        while (found := await _ask(database, index)).served_by != "rank index":
            await asyncio.sleep(0.01)
    return found


async def _ask(database: Database, index: RankIndex | None = None) -> Ranking:
    return await rank_mentors(database, Question("a", None, 0, WEEK, 20), WEEK, index)


def _order(ranking: Ranking) -> list[tuple[str, int, int]]:
    return [
        (match.place.mentor_id, match.place.proximity_billionths, match.shared_minutes)
        for match in ranking.matches
    ]


async def _by_cypher(address: Address) -> list[tuple[str, int, int]]:
    """The ranking as a process without an index makes it."""
    other = connect(address)
    try:
        found = await _ask(other)
        assert found.served_by == "cypher"
        return _order(found)
    finally:
        await other.close()


async def _declare(database: Database, person: str, level: int) -> None:
    [row] = await run(
        database, "MATCH (:Person {id: $p})-[h:HAS {skillId: 'x'}]->() RETURN h.revision AS r", p=person
    )
    revision = row["r"]
    assert isinstance(revision, int)
    await declare_skill_level(editor(database), person, "x", level, today=WEEK, expected_revision=revision)


async def test_no_answer_is_behind_the_edit_before_it(
    database: Database, neo4j_address: Address, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serving, "_PATIENCE_SECONDS", 3.0)
    await load(database, twin_world())
    served: list[str] = []
    async with _index(database) as index:
        for number in range(12):
            await _declare(database, f"m{number % 8}", 1 if number < 8 else 4)
            found = await _ask(database, index)
            assert _order(found) == await _by_cypher(neo4j_address)
            served.append(found.served_by)
        quiet = await _until_served(database, index)

    assert quiet.fresh_to is not None
    assert quiet.fresh_to >= 12
    # The process that edits wakes its index before the commit; waiting for it is shorter than this patience.
    assert "rank index" in served


async def test_edits_of_another_process_are_seen_at_once(database: Database, neo4j_address: Address) -> None:
    await load(database, twin_world())
    editor = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        _EDITOR,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        env=os.environ
        | {
            "GRAPHAPI_NEO4J_URI": neo4j_address.uri,
            "GRAPHAPI_NEO4J_USER": neo4j_address.user,
            "GRAPHAPI_NEO4J_PASSWORD": neo4j_address.password or "",
            "PYTHONPATH": str(Path(__file__).parents[2]),
        },
    )
    assert editor.stdin
    assert editor.stdout
    async with _index(database) as index:
        before = await _until_served(database, index)
        for revision in range(1, 6):
            editor.stdin.write(f"m1 {1 + revision % 4} {revision}\n".encode())
            assert await editor.stdout.readline() == b"done\n"
            assert _order(await _ask(database, index)) == await _by_cypher(neo4j_address)
        after = await _until_served(database, index)
        assert index.status.state == "fresh"
    editor.stdin.close()
    assert await editor.wait() == 0

    assert before.fresh_to is not None
    assert after.fresh_to == before.fresh_to + 5


async def test_two_services_edit_and_rank_on_one_database(database: Database, neo4j_address: Address) -> None:
    await load(database, twin_world())
    other = connect(neo4j_address)
    try:
        async with _index(database) as index, _index(other) as another:
            for number in range(6):
                await asyncio.gather(
                    _declare(database, f"m{number}", 1 + number % 4), _declare(other, f"m{7 - number % 2}", 3)
                )
                here, there = await _ask(database, index), await _ask(other, another)
                assert _order(here) == _order(there) == await _by_cypher(neo4j_address)
    finally:
        await other.close()


async def test_a_log_that_was_cut_is_noticed(database: Database, neo4j_address: Address) -> None:
    await load(database, twin_world())
    async with _index(database) as index:
        await _until_served(database, index)
        # Nobody tells the index of these: another process wrote them, and pruned them before it looked.
        await run(
            database,
            "MATCH (:Person {id: 'm3'})-[h:HAS {skillId: 'x'}]->() SET h.level = 4 "
            "WITH h MERGE (l:ChangeLog {name: 'changes'}) "
            "ON CREATE SET l.id = 'made', l.low = 1 "
            "SET l.seq = coalesce(l.seq, 0) + 20000, l.low = l.seq + 20000, l.token = 'later' "
            "WITH l MATCH (c:Change) DELETE c RETURN count(*) AS done",
        )
        assert _order(await _ask(database, index)) == await _by_cypher(neo4j_address)
        await _until(lambda: (index.status.seq or 0) >= 20_000)
        assert _order(await _until_served(database, index)) == await _by_cypher(neo4j_address)


@pytest.mark.parametrize("damage", ["torn", "altered", "empty", "a folder"])
async def test_a_broken_snapshot_costs_nothing_but_time(
    database: Database, neo4j_address: Address, tmp_path: Path, damage: str
) -> None:
    await load(database, twin_world())
    here = await database.write("tests/position", locked_position)
    path = snapshot_path(tmp_path, here.log_id)
    async with _index(database, tmp_path) as index:
        await _until_served(database, index)
    async with _index(database, tmp_path) as again:
        assert again.status.built_from == "snapshot"

    whole = path.read_bytes()
    if damage == "a folder":
        path.unlink()
        path.mkdir()
    else:
        middle = len(whole) // 2
        altered = whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :]
        path.write_bytes({"torn": whole[:middle], "altered": altered, "empty": b""}[damage])
    async with _index(database, tmp_path) as index:
        assert index.status.built_from == "graph"
        assert _order(await _until_served(database, index)) == await _by_cypher(neo4j_address)


async def test_a_snapshot_takes_in_what_happened_since(
    database: Database, neo4j_address: Address, tmp_path: Path
) -> None:
    await load(database, twin_world())
    async with _index(database, tmp_path) as index:
        pass
    await _declare(database, "m2", 1)

    async with _index(database, tmp_path) as index:
        assert index.status.built_from == "snapshot"
        assert _order(await _until_served(database, index)) == await _by_cypher(neo4j_address)


@pytest.mark.parametrize(
    "edit",
    [
        "MATCH (:Person {id: 'm3'})-[h:HAS {skillId: 'x'}]->() SET h.level = 4 RETURN 1 AS one",
        "MATCH (p:Policy) SET p.damping = 0.9 RETURN 1 AS one",
        "MATCH (p:Policy), (s:Skill {id: 'x'}) MERGE (p)-[w:WEIGHS]->(s) SET w.specificity = 0.01 RETURN 1 AS one",
        "MATCH (:Skill {id: 'x'})-[n:NEAR]->() SET n.strength = 0.99 RETURN 1 AS one",
        "MATCH (p:Person {id: 'm3'}) DETACH DELETE p RETURN 1 AS one",
    ],
)
async def test_edits_by_hand_are_found(
    database: Database, neo4j_address: Address, monkeypatch: pytest.MonkeyPatch, edit: str
) -> None:
    monkeypatch.setattr(serving, "_AUDIT_EVERY_SECONDS", 0.05)
    monkeypatch.setattr(serving, "_QUIET_SECONDS", 0.05)
    monkeypatch.setattr(auditing, "_PEOPLE_A_LOOK", 4)
    await load(database, twin_world())
    async with _index(database) as index:
        await _until_served(database, index)
        await run(
            database, "MATCH (:Person {id: 'm3'})-[h:HAS {skillId: 'x'}]->() SET h.level = 4 RETURN 1 AS one"
        )
        expected = await _by_cypher(neo4j_address)
        async with asyncio.timeout(300):
            while _order(await _until_served(database, index)) != expected:
                await asyncio.sleep(0.01)


async def test_an_explanation_counts_the_same_ranking(database: Database, neo4j_address: Address) -> None:
    await load(database, twin_world())
    other = connect(neo4j_address)
    question = Question("a", None, 30, WEEK, 20)
    try:
        async with _index(database) as index:
            await _until_served(database, index)
            for mentor in ("m0", "m5", "a"):
                explained = await explain_match(database, question, mentor, WEEK, index)
                assert explained == await explain_match(other, question, mentor, WEEK)
    finally:
        await other.close()


async def test_people_without_some_facts_shift_nobody(database: Database, neo4j_address: Address) -> None:
    await run(
        database, "CREATE (:Person {id: 'bare'}), (:Person {id: 'b', name: 'B', mentoring: true}) RETURN 1 AS one"
    )
    await load(database, twin_world())
    await run(database, "MATCH (p:Person {id: 'm2'}) REMOVE p.languages, p.formats RETURN 1 AS one")
    await run(database, "MATCH (p:Person {id: 'm4'}) REMOVE p.places RETURN 1 AS one")
    async with _index(database) as index:
        expected = await _by_cypher(neo4j_address)
        assert _order(await _until_served(database, index)) == expected
        assert "m2" in {mentor for mentor, _, _ in expected}
        assert "m4" not in {mentor for mentor, _, _ in expected}
        assert index.status.people == 11
        ranked = await read_all(database)
        ranked.position = await database.write("tests/position", locked_position)
        assert await auditing.Audit().look(database, ranked) is None


async def test_a_fault_of_any_kind_ends_with_a_new_beginning(
    database: Database, neo4j_address: Address, monkeypatch: pytest.MonkeyPatch
) -> None:
    await load(database, twin_world())
    monkeypatch.setattr(serving, "_RETRY_SECONDS", 0.01)
    monkeypatch.setattr(serving, "_AFTER_FAULT_SECONDS", 0.01)
    faults: list[Exception] = [
        Unavailable("away"),
        ValueError("of any kind"),
        OSError("of the disk"),
    ]

    async def people_ids(tx: Transaction) -> list[str]:
        if faults:
            raise faults.pop()
        return await people_of(tx)

    people_of = reading.graph.people_ids
    monkeypatch.setattr(reading.graph, "people_ids", people_ids)
    async with _index(database) as index:
        assert not faults
        assert _order(await _until_served(database, index)) == await _by_cypher(neo4j_address)


async def test_everything_at_once_is_read_anew(database: Database, neo4j_address: Address) -> None:
    await load(database, twin_world())

    async def much(e: Edit) -> None:
        await e.tx.run_text("MATCH (:Person)-[h:HAS]->(:Skill {id: 'x'}) SET h.level = 4")
        e.derived("map.restored", [""])

    async with _index(database) as index:
        before = await _until_served(database, index)
        await editor(database).edit("much", much)
        assert _order(await _ask(database, index)) == await _by_cypher(neo4j_address)
        after = await _until_served(database, index)
        assert _order(after) == await _by_cypher(neo4j_address)
    assert _order(before) != _order(after)


@pytest.mark.slow
async def test_a_killed_server_is_followed_again_when_it_is_back(tmp_path: Path) -> None:
    def start(port: int) -> Any:
        return start_server(
            tmp_path / "home", bolt_port=port, for_tests=True, browser=False, stop_with_parent=True
        )

    server = await asyncio.to_thread(start, 0)
    address = Address(server.bolt_uri, server.username, server.password)
    database = connect(
        address, request_deadline_seconds=60.0, transaction_deadline_seconds=50.0, retry_window_seconds=1.0
    )
    port = int(server.bolt_uri.rpartition(":")[2])
    acknowledged: dict[str, int] = {}

    async def storm() -> None:
        """Edits until the server dies."""
        for number in range(10_000):
            person, level = f"m{number % 8}", 1 + number % 4
            await _declare(database, person, level)
            acknowledged[person] = level

    try:
        await migrate(database)
        await load(database, twin_world())
        async with _index(database) as index:
            await _until_served(database, index)
            edits: list[Awaitable[None]] = [storm()]
            under_way = asyncio.gather(*edits, return_exceptions=True)
            await _until(lambda: len(acknowledged) >= 6)
            os.kill(server.pid, signal.SIGKILL)
            assert await under_way != [None]
            await _until(lambda: index.status.state == "away")

            await asyncio.to_thread(start, port)
            held = await _until_back(database)
            assert _order(await _until_served(database, index)) == await _by_cypher(address)
        # What was acknowledged is there; the one edit that was cut off is there as a whole or not at all.
        differing = [person for person, level in acknowledged.items() if held[person] != level]
        assert len(differing) <= 1
    finally:
        await database.close()
        await asyncio.to_thread(stop_server, tmp_path / "home")


async def _until_back(database: Database) -> dict[str, int]:
    async with asyncio.timeout(300):
        while True:
            with suppress(Exception):
                rows = await run(
                    database, "MATCH (p:Person)-[h:HAS {skillId: 'x'}]->() RETURN p.id AS id, h.level AS level"
                )
                return {str(row["id"]): int(str(row["level"])) for row in rows}
            await asyncio.sleep(0.2)
