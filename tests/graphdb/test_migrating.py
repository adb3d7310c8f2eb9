"""Migrations on a real server: in order, once, by one runner at a time, and whole again after any death."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from neo4j import GraphDatabase

from graphapi.cli.reaching import Reached
from graphapi.cli.serving import refuse_unmigrated
from graphapi.errors import SetupProblem, Unavailable
from graphapi.graphdb.database import Database
from graphapi.graphdb.faults import SchemaNameTaken
from graphapi.graphdb.migrations import Migration, MigrationRunning, load_migrations, migrate, pending_migrations
from graphapi.settings import Settings
from tests.conftest import Address, connect
from tests.graphdb.conftest import one_value, took
from tests.graphdb.migration_runner import Runner, whole_state, wipe, write_migrations
from tests.graphdb.proxy import COMMIT, RUN, Line, proxy_to

# Data migrations that would show it if one ran twice or in part.
_FILES = {
    "0001_schema.cypher": (
        "// Ids are unique; not so the rest.\n// kind: schema\n"
        "CREATE CONSTRAINT thingId IF NOT EXISTS FOR (n:Thing) REQUIRE n.id IS UNIQUE;\n"
        "CREATE INDEX thingName IF NOT EXISTS FOR (n:Thing) ON (n.name);\n"
    ),
    "0002_things.cypher": (
        "// kind: data\n"
        "CREATE (:Counter {count: 1});\n"
        "MATCH (c:Counter) SET c.count = c.count + 1; // one; two\n"
        "MATCH (c:Counter) CREATE (c)-[:COUNTED {at: 'a;b'}]->(:Thing {name: 'it\\'s; \"one\"'})\n"
    ),
    "0003_another_schema.cypher": (
        "// kind: schema\n"
        "DROP INDEX thingName IF EXISTS;\n"
        "CREATE FULLTEXT INDEX thingText IF NOT EXISTS FOR (n:Thing) ON EACH [n.name]"
    ),
    "0004_more_things.cypher": "// kind: data\nMATCH (c:Counter) SET c.count = c.count * 10",
}


@pytest.fixture
async def empty(own_server: Address) -> AsyncIterator[Database]:
    """A database without schema and data."""
    # What a dead runner left in the schema is waited for as long as the retry window.
    async with connect(own_server, retry_window_seconds=0.5) as database:
        await wipe(database)
        yield database


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The migrations above."""
    return write_migrations(tmp_path / "migrations", _FILES)


def versions(migrations: tuple[Migration, ...]) -> list[int]:
    """The numbers of the migrations."""
    return [migration.version for migration in migrations]


async def test_a_database_of_somebody_else_is_refused_and_left_alone(empty: Database, folder: Path) -> None:
    await empty.write("tests/foreign", lambda tx: tx.run_text("CREATE (:Thing {id: 1}), (:Other {id: 2})"))
    before = await whole_state(empty)

    with pytest.raises(
        SetupProblem, match="already has nodes with the labels Thing, and graphapi has never used it"
    ):
        await migrate(empty, folder=folder)

    assert await whole_state(empty) == before


async def test_the_service_refuses_a_database_that_is_not_migrated(empty: Database, own_server: Address) -> None:
    given = Settings()  # pyright: ignore[reportCallIssue]

    with pytest.raises(SetupProblem, match=r"migrations are pending in this database.*Run: graphapi migrate"):
        await refuse_unmigrated(Reached(own_server.uri, own_server.user, own_server.password), given)
    # One that is away may come later.
    away = Reached("bolt://127.0.0.1:1", "neo4j", "x")
    await refuse_unmigrated(away, given.model_copy(update={"retry_window_seconds": 0.1}))


async def count(database: Database) -> int:
    """The counter as the data migrations left it."""
    return await one_value(database, "MATCH (c:Counter) RETURN c.count AS count")


async def test_migrations_are_applied_in_order_and_once(empty: Database, folder: Path) -> None:
    announced: list[int] = []
    assert versions(await pending_migrations(empty, folder)) == [1, 2, 3, 4]

    applied = await migrate(empty, folder=folder, announce=lambda migration: announced.append(migration.version))

    assert versions(applied) == announced == [1, 2, 3, 4]
    assert await pending_migrations(empty, folder) == ()
    assert await count(empty) == 20
    assert await one_value(empty, "MATCH (n:Thing) RETURN n.name AS name") == 'it\'s; "one"'
    state = await whole_state(empty)

    assert await migrate(empty, folder=folder) == ()

    assert await whole_state(empty) == state


async def test_a_second_run_of_the_projects_own_migrations_changes_nothing(empty: Database) -> None:
    await migrate(empty)
    state = await whole_state(empty)

    assert await migrate(empty) == ()

    assert await whole_state(empty) == state
    assert await one_value(empty, "MATCH (s:TimeSlot) RETURN count(s) AS slots") == 336


async def test_the_record_says_what_was_applied(empty: Database, folder: Path) -> None:
    await migrate(empty, folder=folder)

    records = await one_value(
        empty,
        "MATCH (m:SchemaMigration) WITH m ORDER BY m.version "
        "RETURN collect([m.version, m.name, m.kind, m.checksum, m.appliedAt <= datetime()]) AS records",
    )
    assert records == [[m.version, m.name, m.kind, m.checksum, True] for m in load_migrations(folder)]


async def test_only_what_is_new_is_applied(empty: Database, folder: Path) -> None:
    await migrate(empty, folder=folder)
    (folder / "0005_last.cypher").write_text("// kind: data\nMATCH (c:Counter) SET c.count = c.count + 5;")

    assert versions(await pending_migrations(empty, folder)) == [5]
    assert versions(await migrate(empty, folder=folder)) == [5]
    assert await count(empty) == 25


async def test_a_migration_changed_after_it_was_applied_is_refused(empty: Database, folder: Path) -> None:
    await migrate(empty, folder=folder)
    state = await whole_state(empty)
    (folder / "0002_things.cypher").write_text(_FILES["0002_things.cypher"].replace("count: 1", "count: 2"))
    (folder / "0005_last.cypher").write_text("// kind: data\nMATCH (c:Counter) SET c.count = 0;")

    for run in (migrate(empty, folder=folder), pending_migrations(empty, folder)):
        with pytest.raises(SetupProblem, match="Migration 0002_things was changed after it was applied; restore"):
            await run

    assert await whole_state(empty) == state


async def test_another_comment_is_no_change(empty: Database, folder: Path) -> None:
    await migrate(empty, folder=folder)
    (folder / "0002_things.cypher").write_text("// Things.\n" + _FILES["0002_things.cypher"])

    assert await migrate(empty, folder=folder) == ()


async def test_a_newer_database_is_refused(empty: Database, folder: Path) -> None:
    await migrate(empty, folder=folder)
    (folder / "0004_more_things.cypher").unlink()

    for run in (migrate(empty, folder=folder), pending_migrations(empty, folder)):
        with pytest.raises(SetupProblem, match="migrated to 0004 by a newer graphapi; this one knows 0003"):
            await run


@pytest.mark.parametrize("version", [0, 2])
async def test_a_database_with_a_gap_is_refused(empty: Database, folder: Path, version: int) -> None:
    await migrate(empty, folder=folder)
    change = (
        "MATCH (m:SchemaMigration {version: 1}) DELETE m"
        if version == 2
        else "CREATE (:SchemaMigration {version: 0})"
    )
    await empty.write("tests/change", lambda tx: tx.run_text(change))

    with pytest.raises(SetupProblem, match="0004 was applied, but not all before it"):
        await migrate(empty, folder=folder)


async def test_a_data_migration_that_fails_leaves_nothing_and_can_be_mended(empty: Database, folder: Path) -> None:
    write_migrations(
        folder,
        {
            "0001_good.cypher": "// kind: data\nCREATE (:Counter {count: 1})",
            "0002_bad.cypher": "// kind: data\n"
            "MATCH (c:Counter) SET c.count = 2;\nMATCH (c:Counter) SET c.count = 1 / 0;",
            "0003_after.cypher": "// kind: data\nMATCH (c:Counter) SET c.count = 3",
        },
    )

    with pytest.raises(SetupProblem, match="migrations/0002_bad: the database refuses"):
        await migrate(empty, folder=folder)
    assert await count(empty) == 1
    assert versions(await pending_migrations(empty, folder)) == [2, 3]

    (folder / "0002_bad.cypher").write_text("// kind: data\nMATCH (c:Counter) SET c.count = 2;")
    assert versions(await migrate(empty, folder=folder)) == [2, 3]
    assert await count(empty) == 3


async def test_a_constraint_that_the_data_breaks_is_named_without_the_data(empty: Database, folder: Path) -> None:
    write_migrations(
        folder,
        {
            "0001_data.cypher": "// kind: data\nUNWIND [1, 2] AS n CREATE (:Thing {id: 'canary'})",
            "0002_unique.cypher": "// kind: schema\n"
            "CREATE CONSTRAINT thingId IF NOT EXISTS FOR (n:Thing) REQUIRE n.id IS UNIQUE;",
        },
    )

    with pytest.raises(SetupProblem, match="migrations/0002_unique: existing data violates") as caught:
        await migrate(empty, folder=folder)
    assert "canary" not in caught.value.message
    assert versions(await pending_migrations(empty, folder)) == [2]


async def test_two_runners_at_once_apply_each_migration_once(
    empty: Database, own_server: Address, folder: Path
) -> None:
    for _ in range(4):
        await wipe(empty)
        async with connect(own_server) as first, connect(own_server) as second, connect(own_server) as third:
            results = await asyncio.gather(*(migrate(each, folder=folder) for each in (first, second, third)))

        assert sorted(version for result in results for version in versions(result)) == [1, 2, 3, 4]
        assert await count(empty) == 20


async def test_two_processes_at_once_apply_each_migration_once(
    empty: Database, own_server: Address, folder: Path
) -> None:
    runners = [Runner(own_server, folder) for _ in range(3)]
    for runner in runners:
        await runner.start()

    assert [await runner.end() for runner in runners] == [0, 0, 0]
    assert sorted(version for runner in runners for version in runner.applied) == [1, 2, 3, 4]
    assert await count(empty) == 20
    for runner in runners:
        runner.close()


async def test_a_runner_waits_for_another_only_so_long(empty: Database, own_server: Address, folder: Path) -> None:
    await migrate(empty, folder=write_migrations(folder, {"0001_schema.cypher": _FILES["0001_schema.cypher"]}))
    write_migrations(folder, _FILES)

    async with empty.holding("tests/lock") as other:
        await other.run_text("MATCH (l:MigrationLock) SET l.takenAt = datetime()")
        async with connect(own_server) as second:
            with took(0.3), pytest.raises(MigrationRunning, match="Wait for it, then try again"):
                await migrate(second, folder=folder, lock_wait_seconds=0.3)
            # Nothing was written, and the database that gave up can still be used.
            assert versions(await pending_migrations(second, folder)) == [2, 3, 4]

    assert versions(await migrate(empty, folder=folder)) == [2, 3, 4]


async def test_a_data_migration_runs_once_even_without_the_lock(
    empty: Database, own_server: Address, folder: Path
) -> None:
    """The record is taken first, so that a runner whose lock was lost cannot repeat what another one did."""
    await migrate(empty, folder=write_migrations(folder, {"0001_schema.cypher": _FILES["0001_schema.cypher"]}))
    write_migrations(folder, {name: _FILES[name] for name in list(_FILES)[:2]})

    async def steal(migration: Migration) -> None:
        async with connect(own_server) as thief:
            await thief.write(
                "tests/steal",
                lambda tx: tx.run_text(
                    "CREATE (:SchemaMigration {version: $version, checksum: $checksum})",
                    {"version": migration.version, "checksum": migration.checksum},
                ),
            )

    stolen: list[asyncio.Task[None]] = []
    await migrate(empty, folder=folder, announce=lambda m: stolen.append(asyncio.create_task(steal(m))))
    await asyncio.gather(*stolen, return_exceptions=True)

    # Whoever recorded it first: the statements ran at most once, and the record is there once.
    assert await one_value(empty, "MATCH (c:Counter) RETURN count(c) AS counters") <= 1
    assert await one_value(empty, "MATCH (m:SchemaMigration {version: 2}) RETURN count(m) AS records") == 1


async def test_a_runner_that_lost_its_lock_goes_no_further(
    empty: Database, own_server: Address, folder: Path
) -> None:
    def announce(migration: Migration) -> None:
        if migration.version == 2:
            with GraphDatabase.driver(own_server.uri, auth=(own_server.user, own_server.password or "")) as other:
                found = other.execute_query(
                    "SHOW TRANSACTIONS YIELD transactionId AS id, metaData "
                    "WHERE metaData.query = 'migrations/lock' RETURN id"
                )
                other.execute_query("TERMINATE TRANSACTION $id", id=found.records[0]["id"])

    with pytest.raises(Unavailable, match="stopped what it was doing"):
        await migrate(empty, folder=folder, announce=announce)

    assert versions(await pending_migrations(empty, folder)) == [3, 4]
    assert versions(await migrate(empty, folder=folder)) == [3, 4]
    assert await count(empty) == 20


async def test_an_index_that_a_dead_runner_left_in_the_place_of_its_constraint_is_dropped(
    empty: Database, folder: Path
) -> None:
    await empty.schema_command("tests/orphan", "CREATE INDEX thingId FOR (n:Thing) ON (n.id)", deadline_seconds=10)

    assert versions(await migrate(empty, folder=folder)) == [1, 2, 3, 4]

    state = await whole_state(empty)
    await wipe(empty)
    await migrate(empty, folder=folder)
    assert await whole_state(empty) == state


async def test_an_index_of_the_same_name_elsewhere_is_not_touched(empty: Database, folder: Path) -> None:
    await empty.schema_command(
        "tests/elsewhere", "CREATE INDEX thingId FOR (n:Elsewhere) ON (n.id)", deadline_seconds=10
    )

    with pytest.raises(SchemaNameTaken, match="migrations/0001_schema: another constraint or index has that name"):
        await migrate(empty, folder=folder)

    kept = "SHOW INDEXES YIELD name, labelsOrTypes WHERE name = 'thingId' RETURN labelsOrTypes AS labels"
    assert await one_value(empty, kept) == ["Elsewhere"]


async def test_a_runner_killed_at_any_step_leaves_what_another_completes(
    empty: Database, own_server: Address, folder: Path
) -> None:
    """kill -9 just as the runner sends a statement or a commit to the server, from the first to the last."""
    await migrate(empty, folder=folder)
    undisturbed = await whole_state(empty)
    kills, code = 0, None

    async with proxy_to(own_server.uri) as proxy:
        through = Address(proxy.uri, own_server.user, own_server.password)
        while code != 0:
            await wipe(empty)
            runner, sent = Runner(through, folder), 0

            def kill_in_time(_: Line, piece: bytes, runner: Runner = runner, last: int = kills + 1) -> bool:
                nonlocal sent
                sent += RUN in piece or COMMIT in piece
                if sent == last:
                    runner.process.kill()
                return True

            proxy.from_client = kill_in_time
            await runner.start()
            code = await runner.end()
            assert code in (0, -9)
            runner.close()
            # What held the lock is dead, so nobody has to wait for it.
            with took():
                await migrate(empty, folder=folder)
            assert await whole_state(empty) == undisturbed, f"after a kill at step {kills + 1}"
            kills += 1

    assert kills > 20
