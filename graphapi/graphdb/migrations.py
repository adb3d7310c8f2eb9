"""Brings the schema of a database up to date: forward only, checksummed, one runner at a time.

Files lie in `cypher/migrations/NNNN_name.cypher` with a header `// kind: schema` or `// kind: data`. Every schema
statement says IF [NOT] EXISTS, so that a runner killed between two of them is simply run again; the statements of
a data migration share one transaction with the record that it was applied. The lock is a write lock held by an
open transaction: when its runner dies, the server rolls it back and the lock is gone.
"""

import asyncio
import hashlib
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from graphapi.errors import Conflict, SetupProblem
from graphapi.graphdb.database import Database, Transaction
from graphapi.graphdb.faults import SchemaNameTaken
from graphapi.graphdb.scanning import Unclosed, split_statements
from graphapi.resources import resource_dir

_FILE = re.compile(r"^(\d{4})_([a-z0-9]+(?:_[a-z0-9]+)*)\.cypher$")
_SCHEMA_COMMAND = re.compile(r"(CREATE|DROP)\b[^{(]*\b(CONSTRAINT|INDEX)\b", re.IGNORECASE)
_CONSTRAINT = re.compile(
    r"CREATE\s+CONSTRAINT\s+(?P<name>\w+)\s+IF\s+NOT\s+EXISTS\s+FOR\s+[^:]*:\s*(?P<label>\w+)", re.IGNORECASE
)
_INDEX = re.compile(r"CREATE\s+(?:\w+\s+)?INDEX\s+(?P<name>\w+)\s+IF\s+NOT\s+EXISTS", re.IGNORECASE)
_REPEATABLE = re.compile(r"\bIF\s+(NOT\s+)?EXISTS\b", re.IGNORECASE)
_LOCK_WAIT_SECONDS = 60.0
_MIGRATION_DEADLINE_SECONDS = 3600.0
_LOOK_AGAIN_SECONDS = 0.1

_LOCK_CONSTRAINT = "CREATE CONSTRAINT migrationLockId IF NOT EXISTS FOR (l:MigrationLock) REQUIRE l.id IS UNIQUE"
_RECORD_CONSTRAINT = (
    "CREATE CONSTRAINT schemaMigrationVersion IF NOT EXISTS FOR (m:SchemaMigration) REQUIRE m.version IS UNIQUE"
)
_ORPHANS = (
    "SHOW INDEXES YIELD name, labelsOrTypes, owningConstraint "
    "WHERE name = $name AND owningConstraint IS NULL AND $label IN labelsOrTypes RETURN name"
)
_DROP_ORPHAN = "DROP INDEX $name IF EXISTS"
_UNDER_WAY = "SHOW TRANSACTIONS YIELD metaData WHERE metaData.query = $query RETURN count(*) AS running"
_AWAIT_INDEX = "CALL db.awaitIndex($name, $seconds)"
_MAKE_LOCK = "MERGE (:MigrationLock {id: 'migrations'})"
_TAKE_LOCK = "MATCH (l:MigrationLock {id: 'migrations'}) SET l.takenAt = datetime() RETURN l.id AS id"
_STILL_HELD = "RETURN true AS held"
# The database remembers labels that no node has any more, so nodes have to be looked at, but only then.
_LABELS_IN_USE = (
    "CALL db.labels() YIELD label WHERE label IN $labels WITH collect(label) AS ours WHERE size(ours) > 0 "
    "MATCH (n) UNWIND labels(n) AS label WITH label WHERE label IN ours RETURN DISTINCT label ORDER BY label LIMIT 5"
)
_APPLIED = "MATCH (m:SchemaMigration) RETURN m.version AS version, m.checksum AS checksum ORDER BY version"
# The constraint makes the second of two writers wait here, and then find what the first one recorded.
_RECORD = (
    "MERGE (m:SchemaMigration {version: $version}) "
    "ON CREATE SET m.name = $name, m.checksum = $checksum, m.kind = $kind, m.appliedAt = datetime(), "
    "m.fresh = true WITH m, m.fresh IS NOT NULL AS fresh REMOVE m.fresh RETURN fresh"
)


class MigrationRunning(Conflict):
    """Another runner holds the lock."""

    code = "MIGRATION_RUNNING"


@dataclass(frozen=True, slots=True)
class Migration:
    """One file; `version` 1 to 9999 without gaps. The checksum, SHA-256, is that of the statements alone."""

    version: int
    name: str
    kind: Literal["schema", "data"]
    checksum: str
    statements: tuple[str, ...]

    @property
    def title(self) -> str:
        """The file's name without its ending."""
        return f"{self.version:04}_{self.name}"


def load_migrations(folder: Path | None = None) -> tuple[Migration, ...]:
    """The migrations in order. Raises SetupProblem for a gap, a wrong name or header, or an unsafe statement."""
    root = folder or resource_dir("cypher/migrations")
    found = [_parse(path) for path in sorted(root.glob("*.cypher"))]
    if not found:
        raise SetupProblem("There is no migration in cypher/migrations; install graphapi again.")
    for expected, migration in enumerate(found, start=1):
        if migration.version < expected:
            raise SetupProblem(
                f"Two files in cypher/migrations have the number {migration.version:04}; renumber one."
            )
        if migration.version > expected:
            raise SetupProblem(f"Migration {expected:04} is missing in cypher/migrations.")
    return tuple(found)


def _parse(path: Path) -> Migration:
    where = f"cypher/migrations/{path.name}"
    match = _FILE.match(path.name)
    if not match or match[1] == "0000":
        raise SetupProblem(f"{where} is not named NNNN_words.cypher, with numbers from 0001.")
    source = path.read_text(encoding="utf-8")
    kinds = [line[8:].strip() for line in source.splitlines() if line.startswith("// kind:")]
    if kinds not in (["schema"], ["data"]):
        raise SetupProblem(f"{where} lacks one line '// kind: schema' or '// kind: data'.")
    try:
        statements = split_statements(source)
    except Unclosed as error:
        raise SetupProblem(f"{where}: {error}.") from error
    if not statements:
        raise SetupProblem(f"{where} holds no statement.")
    for text in statements:
        is_schema = _SCHEMA_COMMAND.match(text) is not None
        if kinds == ["schema"] and not (is_schema and _REPEATABLE.search(text)):
            raise SetupProblem(
                f"{where}: a schema statement creates or drops a constraint or an index IF [NOT] EXISTS."
            )
        if kinds == ["data"] and is_schema:
            raise SetupProblem(f"{where}: a data migration cannot change the schema; put that into another file.")
    checksum = hashlib.sha256("\n".join(statements).encode()).hexdigest()
    return Migration(int(match[1]), match[2], "schema" if kinds == ["schema"] else "data", checksum, statements)


async def pending_migrations(database: Database, folder: Path | None = None) -> tuple[Migration, ...]:
    """Those not applied yet. Raises SetupProblem when an applied one was changed or is newer than this code."""
    known = load_migrations(folder)
    return _pending(known, await database.read("migrations/applied", _applied))


async def _applied(tx: Transaction) -> dict[int, str]:
    return {row["version"]: row["checksum"] for row in await tx.run_text(_APPLIED)}


def _pending(known: tuple[Migration, ...], applied: dict[int, str]) -> tuple[Migration, ...]:
    newest = max(applied, default=0)
    if newest > len(known):
        raise SetupProblem(
            f"The database was migrated to {newest:04} by a newer graphapi; this one knows {len(known):04}. "
            "Install the newer version."
        )
    if sorted(applied) != list(range(1, newest + 1)):
        raise SetupProblem(
            f"The database says that migration {newest:04} was applied, but not all before it; restore a backup."
        )
    for migration in known[:newest]:
        if applied[migration.version] != migration.checksum:
            raise SetupProblem(
                f"Migration {migration.title} was changed after it was applied; restore its file, "
                "and put the change into a new migration."
            )
    return known[newest:]


async def migrate(
    database: Database,
    *,
    folder: Path | None = None,
    announce: Callable[[Migration], None] = lambda _: None,
    lock_wait_seconds: float = _LOCK_WAIT_SECONDS,
) -> tuple[Migration, ...]:
    """Applies what is pending and returns it. Running it again changes nothing.

    Raises MigrationRunning when another runner keeps the lock longer than `lock_wait_seconds`, and
    SetupProblem as pending_migrations does or when the database refuses a statement.
    """
    known = load_migrations(folder)
    applied = await database.read("migrations/applied", _applied)
    if not _pending(known, applied):
        return ()
    if not applied:
        await _refuse_foreign(database, known)
    for text in (_LOCK_CONSTRAINT, _RECORD_CONSTRAINT):
        await _change_schema(database, "migrations/prepare", text)
    await database.write("migrations/make_lock", lambda tx: tx.run_text(_MAKE_LOCK))
    async with database.holding("migrations/lock") as lock:
        await _take(lock, lock_wait_seconds)
        pending = _pending(known, await _applied(lock))
        for migration in pending:
            # A runner that has lost the lock, and with it this transaction, goes no further.
            await lock.run_text(_STILL_HELD)
            announce(migration)
            await _apply(database, migration)
    return pending


async def _refuse_foreign(database: Database, known: tuple[Migration, ...]) -> None:
    """Raises SetupProblem when a database that was never migrated has nodes with labels of ours."""
    ours = {found["label"] for each in known for text in each.statements if (found := _CONSTRAINT.match(text))}

    async def work(tx: Transaction) -> list[str]:
        return [row["label"] for row in await tx.run_text(_LABELS_IN_USE, {"labels": sorted(ours)})]

    if taken := await database.read("migrations/labels_in_use", work):
        raise SetupProblem(
            f"This database already has nodes with the labels {', '.join(taken)}, and graphapi has never used it. "
            "Nothing was changed. Give graphapi a database of its own (GRAPHAPI_NEO4J_URI, GRAPHAPI_NEO4J_DATABASE), "
            "or leave GRAPHAPI_NEO4J_URI unset for the embedded one."
        )


async def _take(lock: Transaction, wait_seconds: float) -> None:
    try:
        async with asyncio.timeout(wait_seconds):
            await lock.run_text(_TAKE_LOCK)
    except TimeoutError as error:
        raise MigrationRunning(
            f"Another process has been migrating this database for more than {wait_seconds:.0f} s. Wait for it, "
            "then try again."
        ) from error


async def _apply(database: Database, migration: Migration) -> None:
    name = f"migrations/{migration.title}"
    record: dict[str, Any] = {
        "version": migration.version,
        "name": migration.name,
        "checksum": migration.checksum,
        "kind": migration.kind,
    }

    async def work(tx: Transaction) -> None:
        [recorded] = await tx.run_text(_RECORD, record)
        if migration.kind == "data" and recorded["fresh"]:
            for text in migration.statements:
                await tx.run_text(text)

    if migration.kind == "schema":
        for text in migration.statements:
            await _change_schema(database, name, text)
    await database.write(name, work, deadline_seconds=_MIGRATION_DEADLINE_SECONDS)


async def _change_schema(database: Database, name: str, text: str) -> None:
    try:
        await database.schema_command(name, text, deadline_seconds=_MIGRATION_DEADLINE_SECONDS)
    except SchemaNameTaken:
        # A runner that dies while it makes a constraint can leave the constraint's index behind for good, and the
        # server then refuses the constraint for its name.
        await _until_nobody_is_at_it(database, name)
        await _drop_orphans(database, name, text)
        await database.schema_command(name, text, deadline_seconds=_MIGRATION_DEADLINE_SECONDS)
    if index := _INDEX.match(text):
        # Only this one: an index that somebody else left broken is not waited for.
        await database.schema_command(
            name,
            _AWAIT_INDEX,
            {"name": index["name"], "seconds": int(_MIGRATION_DEADLINE_SECONDS)},
            deadline_seconds=_MIGRATION_DEADLINE_SECONDS,
        )


async def _until_nobody_is_at_it(database: Database, name: str) -> None:
    """Waits for the end of what a runner, be it dead, had begun; to meddle with it would leave it broken."""

    async def running(tx: Transaction) -> int:
        [row] = await tx.run_text(_UNDER_WAY, {"query": name})
        return row["running"]

    ends_at = time.monotonic() + _LOCK_WAIT_SECONDS
    while await database.read("migrations/under_way", running):
        if time.monotonic() > ends_at:
            raise MigrationRunning(f"{name} is still running in the database. Wait for it, then try again.")
        await asyncio.sleep(_LOOK_AGAIN_SECONDS)


async def _drop_orphans(database: Database, name: str, text: str) -> None:
    """Drops indexes that were made for this constraint and belong to none."""
    wanted = _CONSTRAINT.match(text)
    if wanted is None:
        return
    orphans = await database.read("migrations/orphans", lambda tx: tx.run_text(_ORPHANS, wanted.groupdict()))
    # Several can have one name; each DROP takes one.
    for orphan in orphans:
        await database.schema_command(
            name, _DROP_ORPHAN, {"name": orphan["name"]}, deadline_seconds=_MIGRATION_DEADLINE_SECONDS
        )
