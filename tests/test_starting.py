"""The application as users start it: `serve`, `demo --once`, and what runs beside the requests meanwhile."""

import asyncio
import json
import os
import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from graphapi.app import create_app
from graphapi.availability import graph
from graphapi.availability.deriving import wrong_free_time
from graphapi.availability.model import Pattern
from graphapi.availability.setting import set_availability
from graphapi.calendar.clock import utc_today
from graphapi.calendar.weeks import horizon
from graphapi.graphdb.database import Database
from graphapi.graphdb.embedded import server_status
from graphapi.settings import Settings
from tests.conftest import Address
from tests.editing import editor
from tests.people.builders import a_person, a_skill

_PATIENCE_SECONDS = 300.0


def _program(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "graphapi", *arguments]


def _environment(home: Path, **changes: str) -> dict[str, str]:
    given = {name: value for name, value in os.environ.items() if not name.startswith("GRAPHAPI_NEO4J_")}
    ports = {"GRAPHAPI_PORT": "0", "GRAPHAPI_NEO4J_BOLT_PORT": "0", "GRAPHAPI_NEO4J_HTTP_PORT": "0"}
    return given | ports | {"GRAPHAPI_NEO4J_HOME": str(home)} | changes


@pytest.mark.slow
async def test_serve_answers_until_ctrl_c(database: Database, neo4j_address: Address, tmp_path: Path) -> None:
    await a_skill(database, "rust")
    environment = _environment(
        tmp_path / "home",
        GRAPHAPI_NEO4J_URI=neo4j_address.uri,
        GRAPHAPI_NEO4J_USER=neo4j_address.user,
        GRAPHAPI_NEO4J_PASSWORD=neo4j_address.password or "",
        PYTHONUNBUFFERED="1",
    )
    body = json.dumps({"query": '{ skill(id: "rust") { label } }'}).encode()

    def serve() -> tuple[dict[str, Any], int]:
        with subprocess.Popen(_program("serve"), env=environment, stdout=subprocess.PIPE, text=True) as serving:
            try:
                assert serving.stdout
                found = re.search(r"http://\S+/graphql", serving.stdout.readline())
                assert found
                request = urllib.request.Request(found[0], body, {"content-type": "application/json"})
                with urllib.request.urlopen(request, timeout=_PATIENCE_SECONDS) as response:
                    answer = json.load(response)
                serving.send_signal(signal.SIGINT)
                return answer, serving.wait(_PATIENCE_SECONDS)
            finally:
                serving.kill()

    answer, code = await asyncio.to_thread(serve)

    assert answer["data"] == {"skill": {"label": "Skill rust"}}
    assert code in (0, 130)


@pytest.mark.slow
def test_the_demonstration_shows_mentors_and_leaves_nothing_running(tmp_path: Path) -> None:
    shown = subprocess.run(
        _program("demo", "--once", "--people", "60"),
        env=_environment(tmp_path / "home", COLUMNS="200"),
        capture_output=True,
        text=True,
        timeout=6 * _PATIENCE_SECONDS,
        check=False,
    )

    assert shown.returncode == 0, shown.stderr
    assert "Mentors for p0" in shown.stdout
    answer = json.loads(shown.stdout.partition("Its answer:")[2].partition("\n\nAPI and its IDE")[0])
    assert answer["data"]["mentorMatches"]["edges"]
    assert not server_status(tmp_path / "demo").running


async def test_free_time_is_kept_ahead_while_the_application_runs(database: Database) -> None:
    # given free time that was derived three years ago
    then, now = utc_today() - timedelta(weeks=156), utc_today()
    await a_person(database, "ada")
    await set_availability(editor(database, then), "ada", [Pattern(1, 600, 660, "Europe/Berlin")], [], 1)
    assert await _kept(database) == horizon(then)

    # when the application runs
    app = create_app(database, Settings(relate_seconds=0))  # pyright: ignore[reportCallIssue]
    async with app.router.lifespan_context(app):
        await _until(lambda: _is_kept_until(database, horizon(now)[1]))

    # then all of it is that of today
    assert await _kept(database) == horizon(now)
    assert await database.read("tests/wrong", wrong_free_time) == []


async def _kept(database: Database) -> tuple[date, date]:
    stored = await database.read("tests/horizon", graph.stored_horizon)
    assert stored
    return stored.from_week, stored.until_week


async def _is_kept_until(database: Database, until: object) -> bool:
    rows = await database.read(
        "tests/free_until", lambda tx: tx.run_text("MATCH ()-[f:FREE]->() RETURN max(f.until) AS until")
    )
    last = rows[0]["until"]
    return last == until


async def _until(holds: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(_PATIENCE_SECONDS):
        while not await holds():  # noqa: ASYNC110 (the application rings no bell)
            await asyncio.sleep(0.05)
