"""Runs migrations in processes of their own, which a test can kill, and reads and empties a whole database."""

import asyncio
import multiprocessing
from collections.abc import Mapping
from multiprocessing.process import BaseProcess
from multiprocessing.queues import SimpleQueue
from pathlib import Path
from typing import Any

from graphapi.graphdb.database import Database, Transaction
from graphapi.graphdb.migrations import migrate
from tests.conftest import Address, connect

# A server of processes forks them, so that a runner does not have to import everything anew.
_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload(["graphapi.graphdb.migrations"])

_CONSTRAINTS = (
    "SHOW CONSTRAINTS YIELD name, type, entityType, labelsOrTypes, properties "
    "RETURN [name, type, entityType, labelsOrTypes, properties] AS said ORDER BY name"
)
_INDEXES = (
    "SHOW INDEXES YIELD name, type, entityType, labelsOrTypes, properties, state "
    "RETURN [name, type, entityType, labelsOrTypes, properties, state] AS said ORDER BY name"
)
_NODES = "MATCH (n) RETURN [labels(n), properties(n)] AS said"
_RELATIONSHIPS = "MATCH (a)-[r]->(b) RETURN [properties(a), type(r), properties(r), properties(b)] AS said"


def write_migrations(folder: Path, files: Mapping[str, str]) -> Path:
    """A folder with these files in place of those it had."""
    folder.mkdir(exist_ok=True)
    for path in folder.iterdir():
        path.unlink()
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


class Runner:
    """A process that migrates; `applied` are the versions that it announced before it ended well."""

    def __init__(self, address: Address, folder: Path) -> None:
        self._answers: SimpleQueue[list[int]] = _context.SimpleQueue()
        self.process: BaseProcess = _context.Process(target=_run, args=(address, folder, self._answers))

    async def start(self) -> None:
        """Returns when the process runs."""
        await asyncio.to_thread(self.process.start)

    async def end(self) -> int | None:
        """Waits for the end; gives the exit code, negative when it was killed."""
        await asyncio.to_thread(self.process.join, 60)
        return self.process.exitcode

    @property
    def applied(self) -> list[int]:
        """Only after an end with the exit code 0."""
        return self._answers.get()

    def close(self) -> None:
        """Lets go of the ended process."""
        self.process.close()
        self._answers.close()


def _run(address: Address, folder: Path, answers: "SimpleQueue[list[int]]") -> None:
    announced: list[int] = []

    async def main() -> None:
        async with connect(address) as database:
            await migrate(database, folder=folder, announce=lambda migration: announced.append(migration.version))

    asyncio.run(main())
    answers.put(announced)


async def whole_state(database: Database) -> dict[str, list[str]]:
    """Schema and data as plain values, without the moments at which migrations were applied."""

    async def work(tx: Transaction) -> dict[str, list[str]]:
        state: dict[str, list[str]] = {}
        for text in (_CONSTRAINTS, _INDEXES, _NODES, _RELATIONSHIPS):
            state[text] = sorted(_plain(row["said"]) for row in await tx.run_text(text))
        return state

    return await database.read("tests/state", work)


def _plain(value: Any) -> str:
    if isinstance(value, dict):
        return str({key: _plain(item) for key, item in sorted(value.items()) if key != "appliedAt"})
    if isinstance(value, list):
        return str([_plain(item) for item in value])
    return repr(value)


async def wipe(database: Database) -> None:
    """Takes everything out of the database: data, constraints and indexes."""
    await database.write("tests/wipe", lambda tx: tx.run_text("MATCH (n) DETACH DELETE n"))

    async def names(tx: Transaction, what: str) -> list[str]:
        return [row["name"] for row in await tx.run_text(what)]

    constraints = await database.read("tests/names", lambda tx: names(tx, "SHOW CONSTRAINTS YIELD name"))
    for name in constraints:
        await database.schema_command("tests/wipe", "DROP CONSTRAINT $name", {"name": name}, deadline_seconds=10)
    indexes = await database.read(
        "tests/names", lambda tx: names(tx, "SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP' RETURN name")
    )
    for name in indexes:
        await database.schema_command("tests/wipe", "DROP INDEX $name", {"name": name}, deadline_seconds=10)
