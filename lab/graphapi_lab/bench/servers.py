"""The servers of a run: a Neo4j for each size in a folder of its own, and the API as a process beside it."""

import asyncio
import contextlib
import json
import os
import shutil
import sys
import time
import urllib.request
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from graphapi.errors import SetupProblem
from graphapi.graphdb.database import Database
from graphapi.graphdb.embedded import RunningServer, start_server, stop_server
from graphapi.settings import Settings

_START_SECONDS = 120.0
_PATIENT = {
    "request_deadline_seconds": 150.0,
    "transaction_deadline_seconds": 120.0,
    "connect_seconds": 5.0,
    "neo4j_uri": None,
    "rank_index": "off",
}


def heap_mb(people: int) -> int:
    """What a map of this size needs, with room for the benchmark's own imports."""
    return min(1_200 + people // 40, 3_600)


@dataclass(frozen=True, slots=True)
class Neo4j:
    """A running server with a connection to it."""

    server: RunningServer
    database: Database
    heap_mb: int


@asynccontextmanager
async def neo4j(home: Path, heap: int) -> AsyncGenerator[Neo4j]:
    """A server on this home, which ends with the block, or with this process."""
    server = await asyncio.to_thread(
        start_server,
        home,
        bolt_port=0,
        http_port=0,
        heap_mb=heap,
        page_cache_mb=1_000,
        browser=False,
        progress=False,
        stop_with_parent=True,
    )
    settings = Settings(**_PATIENT)  # pyright: ignore[reportArgumentType]
    try:
        async with Database.connect(server.bolt_uri, server.username, server.password, settings) as database:
            yield Neo4j(server, database, heap)
    finally:
        await asyncio.to_thread(stop_server, home)


def copy_home(source: Path, target: Path) -> None:
    """Copies what a stopped server has stored; whatever was at the target is gone."""
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("logs", "run"))


@dataclass(frozen=True, slots=True)
class Api:
    """`graphapi serve` as a process."""

    port: int
    pid: int


@asynccontextmanager
async def api(
    neo4j: Neo4j, *, rank_index: bool, snapshots: Path, deadline_seconds: int = 60
) -> AsyncGenerator[Api]:
    """The API over the database, ready to answer; with the rank index, when that is fresh."""
    server = neo4j.server
    environment = {key: value for key, value in os.environ.items() if not key.startswith("GRAPHAPI_")}
    environment |= {
        "GRAPHAPI_NEO4J_URI": server.bolt_uri,
        "GRAPHAPI_NEO4J_USER": server.username,
        "GRAPHAPI_NEO4J_PASSWORD": server.password,
        "GRAPHAPI_RANK_INDEX": "on" if rank_index else "off",
        "GRAPHAPI_RANK_INDEX_DIR": str(snapshots),
        "GRAPHAPI_REQUEST_DEADLINE_SECONDS": str(deadline_seconds),
        "GRAPHAPI_TRANSACTION_DEADLINE_SECONDS": str(deadline_seconds * 4 // 5),
        "COLUMNS": "200",
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "graphapi",
        "serve",
        "--port",
        "0",
        env=environment,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        assert process.stdout is not None
        async with asyncio.timeout(_START_SECONDS):
            line = (await process.stdout.readline()).decode()
        if "http://" not in line:
            raise SetupProblem("The API did not start; try: graphapi serve")
        port = int(line.split("http://")[1].split("/")[0].rpartition(":")[2])
        await _until(port, "/readyz")
        yield Api(port, process.pid)
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
        await process.wait()


async def _until(port: int, path: str) -> None:
    until = time.monotonic() + _START_SECONDS
    while time.monotonic() < until:
        if await asyncio.to_thread(_answers, f"http://127.0.0.1:{port}{path}"):
            return
        await asyncio.sleep(0.1)
    raise SetupProblem(f"The API was not ready within {_START_SECONDS:.0f} seconds.")


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:  # noqa: S310
            return bool(json.load(answer)["ok"])
    except (OSError, ValueError):
        return False


def resident_mb(pid: int) -> float | None:
    """The memory that a process has in use, or None where the system does not say."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    except OSError:
        return None
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))
