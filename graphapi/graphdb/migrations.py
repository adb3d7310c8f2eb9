"""Brings the schema of a database up to date: forward only, checksummed, one runner at a time.

Files lie in `cypher/migrations/NNNN_name.cypher` with a header `// kind: schema` or `// kind: data`.
Statements end in a semicolon. Every schema statement says IF NOT EXISTS, so that a runner killed between
two of them is simply run again; the statements of a data migration share one transaction with the record
that it was applied. The lock is a write lock held by an open transaction: when its runner dies, the server
rolls it back and the lock is gone.
"""

import asyncio
import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from neo4j import AsyncTransaction
from neo4j.exceptions import DriverError, Neo4jError

from graphapi.errors import Conflict, SetupProblem
from graphapi.graphdb.database import Database, Transaction
from graphapi.graphdb.faults import translate
from graphapi.resources import resource_dir

_FILE = re.compile(r"^(\d{4})_([a-z0-9_]+)\.cypher$")
_LOCK_WAIT_SECONDS = 60.0
_MIGRATION_DEADLINE_SECONDS = 3600.0

_LOCK_CONSTRAINT = "CREATE CONSTRAINT migrationLockId IF NOT EXISTS FOR (l:MigrationLock) REQUIRE l.id IS UNIQUE"
_RECORD_CONSTRAINT = (
    "CREATE CONSTRAINT schemaMigrationVersion IF NOT EXISTS FOR (m:SchemaMigration) REQUIRE m.version IS UNIQUE"
)
_MAKE_LOCK = "MERGE (:MigrationLock {id: 'migrations'})"
_TAKE_LOCK = "MATCH (l:MigrationLock {id: 'migrations'}) SET l.takenAt = datetime() RETURN l.id AS id"
_APPLIED = "MATCH (m:SchemaMigration) RETURN m.version AS version, m.checksum AS checksum ORDER BY version"
_RECORD = (
    "MERGE (m:SchemaMigration {version: $version}) "
    "SET m.name = $name, m.checksum = $checksum, m.kind = $kind, m.appliedAt = datetime()"
)


class MigrationRunning(Conflict):
    """Another runner holds the lock."""

    code = "MIGRATION_RUNNING"


@dataclass(frozen=True, slots=True)
class Migration:
    """One file; `version` 1 to 9999 without gaps."""

    version: int
    name: str
    kind: Literal["schema", "data"]
    checksum: str
    statements: tuple[str, ...]


def load_migrations(folder: Path | None = None) -> tuple[Migration, ...]:
    """The migrations in order. Raises SetupProblem for a gap, a wrong name or header, or an unsafe statement."""
    root = folder or resource_dir("cypher/migrations")
    found = [_parse(path) for path in sorted(root.glob("*.cypher"))]
    for expected, migration in enumerate(found, start=1):
        if migration.version != expected:
            raise SetupProblem(f"Migration {expected:04} is missing in cypher/migrations.")
    return tuple(found)


def _parse(path: Path) -> Migration:
    match = _FILE.match(path.name)
    if not match:
        raise SetupProblem(f"cypher/migrations/{path.name} is not named NNNN_words.cypher.")
    source = path.read_text(encoding="utf-8")
    lines = source.splitlines()
    kind = next((line[8:].strip() for line in lines if line.startswith("// kind:")), "")
    if kind not in ("schema", "data"):
        raise SetupProblem(f"cypher/migrations/{path.name} lacks '// kind: schema' or '// kind: data'.")
    body = "\n".join(line for line in lines if not line.lstrip().startswith("//"))
    statements = tuple(part.strip() for part in body.split(";") if part.strip())
    for text in statements:
        if kind == "schema" and "IF NOT EXISTS" not in text and "IF EXISTS" not in text:
            raise SetupProblem(f"cypher/migrations/{path.name}: a schema statement must say IF [NOT] EXISTS.")
    checksum = hashlib.sha256("\n".join(statements).encode()).hexdigest()
    return Migration(int(match[1]), match[2], kind, checksum, statements)


async def pending_migrations(database: Database, folder: Path | None = None) -> tuple[Migration, ...]:
    """Those not applied yet. Raises SetupProblem when an applied one was changed or is newer than this code."""
    known = load_migrations(folder)

    async def work(tx: Transaction) -> dict[int, str]:
        return {row["version"]: row["checksum"] for row in await tx.run_text(_APPLIED)}

    applied = await database.read("migrations/applied", work)
    for version, checksum in applied.items():
        if version > len(known):
            raise SetupProblem(
                f"The database was migrated to {version:04} by a newer graphapi; this one knows {len(known):04}. "
                "Install the newer version."
            )
        if known[version - 1].checksum != checksum:
            raise SetupProblem(
                f"Migration {version:04} was changed after it was applied; restore its file, "
                "and put the change into a new migration."
            )
    return tuple(migration for migration in known if migration.version not in applied)


async def migrate(
    database: Database,
    *,
    folder: Path | None = None,
    announce: Callable[[Migration], None] = lambda _: None,
    lock_wait_seconds: float = _LOCK_WAIT_SECONDS,
) -> tuple[Migration, ...]:
    """Applies what is pending and returns it. Running it again changes nothing.

    Raises MigrationRunning when another runner keeps the lock longer than `lock_wait_seconds`, and
    SetupProblem as pending_migrations does.
    """
    load_migrations(folder)
    await database.autocommit("migrations/lock_constraint", _LOCK_CONSTRAINT)
    await database.autocommit("migrations/record_constraint", _RECORD_CONSTRAINT)
    await database.write("migrations/make_lock", lambda tx: tx.run_text(_MAKE_LOCK))
    async with database.session() as session:
        lock = await session.begin_transaction(metadata={"app": "graphapi", "query": "migrations/lock"})
        try:
            await _take_lock(lock, lock_wait_seconds)
            pending = await pending_migrations(database, folder)
            for migration in pending:
                announce(migration)
                await _apply(database, migration)
        finally:
            await lock.close()
    return pending


async def _take_lock(lock: AsyncTransaction, wait_seconds: float) -> None:
    try:
        async with asyncio.timeout(wait_seconds):
            await (await lock.run(_TAKE_LOCK)).consume()
    except TimeoutError as error:
        raise MigrationRunning(
            f"Another runner has been migrating this database for more than {wait_seconds:.0f} s; "
            "wait for it, then try again."
        ) from error
    except (DriverError, Neo4jError) as error:
        raise translate(error) from error


async def _apply(database: Database, migration: Migration) -> None:
    name = f"migrations/{migration.version:04}_{migration.name}"
    if migration.kind == "schema":
        for text in migration.statements:
            await database.autocommit(name, text)
        if migration.statements:
            await database.autocommit(name, "CALL db.awaitIndexes(3600)")
    record = {
        "version": migration.version,
        "name": migration.name,
        "checksum": migration.checksum,
        "kind": migration.kind,
    }

    async def work(tx: Transaction) -> None:
        if migration.kind == "data":
            for text in migration.statements:
                await tx.run_text(text)
        await tx.run_text(_RECORD, record)

    await database.write(name, work, deadline_seconds=_MIGRATION_DEADLINE_SECONDS)
