"""A large import whose process or whose server is killed is finished by the same command, to the very same map."""

import asyncio
import os
import signal
import sys
import textwrap
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from graphapi.checking import check_map
from graphapi.errors import GraphapiError
from graphapi.graphdb.database import Database
from graphapi.graphdb.embedded import start_server, stop_server
from graphapi.graphdb.migrations import migrate
from graphapi.importing.applying import Sizes, apply_import
from graphapi.importing.finishing import unfinished_imports
from graphapi.importing.model import no_progress
from graphapi.people.declaring import declare_skill_level
from tests.conftest import Address, connect, empty
from tests.editing import editor
from tests.importing.folders import TODAY, plan_folder, some_skills
from tests.importing.shape import shape_of
from tests.importing.towns import a_town, an_other_town
from tests.people.builders import a_person, values

_SIZES = Sizes(at_once=50, a_part=120)
_PROGRAM = textwrap.dedent(
    """
    import asyncio, sys
    from datetime import date
    from pathlib import Path
    from graphapi.cli.reaching import open_database
    from graphapi.importing.applying import Sizes, apply_import
    from graphapi.importing.planning import plan_import
    from graphapi.importing.reading import read_bundle
    from tests.editing import editor

    async def main():
        today = date(2027, 3, 1)
        tell = lambda *now: print(*now, flush=True)
        async with open_database() as database:
            bundle = await read_bundle(database, Path(sys.argv[1]), today=today)
            plan = await plan_import(database, bundle)
            await apply_import(editor(database, today), plan, tell, Sizes(at_once=50, a_part=120))

    asyncio.run(main())
    """
)


@asynccontextmanager
async def _importing(folder: Path, address: Address) -> AsyncIterator[asyncio.subprocess.Process]:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        _PROGRAM,
        str(folder),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env=os.environ
        | {
            "GRAPHAPI_NEO4J_URI": address.uri,
            "GRAPHAPI_NEO4J_USER": address.user,
            "GRAPHAPI_NEO4J_PASSWORD": address.password or "",
            "GRAPHAPI_RETRY_WINDOW_SECONDS": "1",
            "PYTHONPATH": str(Path(__file__).parents[2]),
        },
    )
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        await process.communicate()


async def _told(process: asyncio.subprocess.Process, what: str, times: int) -> None:
    assert process.stdout
    async for line in process.stdout:
        times -= line.decode().startswith(what)
        if not times:
            return
    raise AssertionError("The import ended too soon.")


async def _import_both(database: Database, folders: tuple[Path, Path]) -> list[str]:
    """What two imports leave that nobody disturbs."""
    await some_skills(database)
    for folder in folders:
        await apply_import(editor(database, TODAY), await plan_folder(database, folder), no_progress, _SIZES)
    return await shape_of(database)


def _folders(path: Path) -> tuple[Path, Path]:
    (path / "first").mkdir()
    (path / "second").mkdir()
    return a_town(path / "first"), an_other_town(path / "second")


@pytest.mark.parametrize("times", [1, 3])
async def test_an_import_whose_process_is_killed_goes_on(
    database: Database, neo4j_address: Address, tmp_path: Path, times: int
) -> None:
    # given
    folders = _folders(tmp_path)
    expected = await _import_both(database, folders)
    await empty(database)
    await some_skills(database)
    for folder in folders:
        # when
        async with _importing(folder, neo4j_address) as process:
            await _told(process, "writing people", times)
            process.send_signal(signal.SIGKILL)
            assert await process.wait() == -signal.SIGKILL
        # then the map says so
        assert not (await check_map(database)).right
        # and the same import finishes it
        await apply_import(editor(database, TODAY), await plan_folder(database, folder), no_progress, _SIZES)
    assert await shape_of(database) == expected
    assert (await check_map(database)).right


class _Server:
    """A server of this test alone, that is killed and started again on the same port."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._server = self._start(0)
        self._port = int(self._server.bolt_uri.rpartition(":")[2])
        self.address = Address(self._server.bolt_uri, self._server.username, self._server.password)

    def _start(self, port: int) -> Any:
        return start_server(self._home, bolt_port=port, for_tests=True, browser=False, stop_with_parent=True)

    def kill(self) -> None:
        """As when the power fails, but for the disk."""
        os.kill(self._server.pid, signal.SIGKILL)

    async def start_again(self) -> None:
        """Returns when it answers."""
        self._server = await asyncio.to_thread(self._start, self._port)

    def stop(self) -> None:
        """Ends it in order."""
        stop_server(self._home)


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[_Server]:
    started = await asyncio.to_thread(_Server, tmp_path / "home")
    yield started
    await asyncio.to_thread(started.stop)


async def test_an_import_whose_server_is_killed_goes_on(
    database: Database, server: _Server, tmp_path: Path
) -> None:
    # given
    folders = _folders(tmp_path)
    expected = await _import_both(database, folders)
    other = connect(
        server.address, retry_window_seconds=30.0, transaction_deadline_seconds=60.0, request_deadline_seconds=90.0
    )
    try:
        await migrate(other)
        await some_skills(other)
        for folder in folders:
            # when
            async with _importing(folder, server.address) as process:
                await _told(process, "writing people", 2)
                server.kill()
                _, said = await process.communicate()
            # then the command says that it was stopped
            assert process.returncode
            assert b"Run the same import again" in said
            # and when the server is back, the same import finishes it
            await server.start_again()
            assert await unfinished_imports(other)
            await apply_import(editor(other, TODAY), await plan_folder(other, folder), no_progress, _SIZES)
        assert await shape_of(other) == expected
        assert (await check_map(other)).right
    finally:
        await other.close()


@pytest.mark.slow
async def test_a_server_killed_under_a_storm_of_edits_loses_nothing_that_it_confirmed(server: _Server) -> None:
    # given
    database = connect(
        server.address, retry_window_seconds=5.0, transaction_deadline_seconds=60.0, request_deadline_seconds=90.0
    )
    confirmed: dict[str, int] = {}
    refused = 0
    people = [f"p{number}" for number in range(8)]
    enough = asyncio.Event()

    async def edit(person: str) -> None:
        nonlocal refused
        for revision in range(1_000):
            try:
                await declare_skill_level(
                    editor(database), person, "go", 1 + revision % 4, today=TODAY, expected_revision=revision
                )
            except GraphapiError:
                refused += 1
                enough.set()
                return
            confirmed[person] = revision + 1
            if len(confirmed) == len(people) and min(confirmed.values()) >= 5:
                enough.set()

    try:
        await migrate(database)
        await some_skills(database)
        for person in people:
            await a_person(database, person)
        # when
        storm = asyncio.gather(*map(edit, people))
        await enough.wait()
        assert not refused
        server.kill()
        await storm
        await server.start_again()
        # then each claim is at its last confirmed revision, or at the one whose confirmation was lost
        assert refused == len(people)
        found = await values(
            database, "MATCH (p:Person)-[h:HAS]->(:Skill {id: 'go'}) RETURN [p.id, h.revision, h.level] AS claim"
        )
        assert len(found) == len(people)
        for person, revision, level in found:
            assert revision - confirmed[person] in (0, 1)
            assert level == 1 + (revision - 1) % 4
        # and the change log is without gaps
        seqs = await values(database, "MATCH (c:Change) RETURN c.seq AS seq ORDER BY seq")
        assert seqs == list(range(1, len(seqs) + 1))
        # Each edit and its entry were stored together.
        assert len(seqs) == sum(revision for _, revision, _ in found)
    finally:
        await database.close()
