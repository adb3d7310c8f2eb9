"""The embedded database goes into a file and comes back whole; a wrong file loses nothing."""

import asyncio
import hashlib
import json
from pathlib import Path

import pytest

from graphapi.backup.fingerprint import Fingerprint, fingerprint
from graphapi.backup.keeping import back_up, manifest_file, restore
from graphapi.errors import InvalidInput, SetupProblem
from graphapi.graphdb.embedded import DumpFailed, HomeBroken, HomeInUse, RunningServer, start_server, stop_server
from tests.conftest import Address, connect

# Starts servers of its own.
pytestmark = pytest.mark.slow


class _Home:
    """A home whose server runs only while it is asked something."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def run(self, text: str = "RETURN 1") -> Fingerprint:
        """Runs a statement, then reads the fingerprint."""
        server = self.start()
        try:
            return asyncio.run(self._ask(Address(server.bolt_uri, server.username, server.password), text))
        finally:
            stop_server(self.path)

    def start(self) -> RunningServer:
        """Starts the server."""
        return start_server(
            self.path,
            bolt_port=0,
            heap_mb=512,
            for_tests=True,
            browser=False,
            progress=False,
            stop_with_parent=True,
        )

    async def _ask(self, address: Address, text: str) -> Fingerprint:
        async with connect(address) as database:
            await database.write("tests/change", lambda tx: tx.run_text(text))
            return await fingerprint(database)


@pytest.fixture
def home(tmp_path: Path) -> _Home:
    return _Home(tmp_path / "home")


def test_what_was_backed_up_comes_back(home: _Home, tmp_path: Path) -> None:
    # given a backup, and a map that went on
    before = home.run(
        "UNWIND range(1, 500) AS n CREATE (:Person {id: 'a' + n})-[:BLOCKS]->(:Person {id: 'b' + n})"
    )
    file = tmp_path / "backups" / "map.dump"
    made = back_up(home.path, file, home.run)
    assert made.fingerprint == before
    with pytest.raises(InvalidInput, match="is there already"):
        back_up(home.path, file, home.run)
    home.run("MATCH (p:Person) WITH p LIMIT 700 DETACH DELETE p")
    # when
    with pytest.raises(HomeBroken, match="--replace"):
        restore(home.path, file, home.run, replace=False)
    restore(home.path, file, home.run, replace=True)
    # then
    assert home.run() == before
    # and into a home that is new
    other = _Home(tmp_path / "other")
    restore(other.path, file, other.run, replace=False)
    assert other.run() == before


def test_a_wrong_file_loses_nothing(home: _Home, tmp_path: Path) -> None:
    before = home.run("CREATE (:Person {id: 'ada'})")
    file = tmp_path / "map.dump"
    back_up(home.path, file, home.run)
    whole, manifest = file.read_bytes(), manifest_file(file).read_text()
    # what is damaged, or without its manifest, is refused at once
    file.write_bytes(whole[:-1])
    with pytest.raises(InvalidInput, match="damaged"):
        restore(home.path, file, home.run, replace=True)
    manifest_file(file).write_text("{}")
    with pytest.raises(InvalidInput, match="not the manifest"):
        restore(home.path, file, home.run, replace=True)
    manifest_file(file).unlink()
    with pytest.raises(InvalidInput, match="missing"):
        restore(home.path, file, home.run, replace=True)
    with pytest.raises(InvalidInput, match="no file"):
        restore(home.path, tmp_path / "nothing", home.run, replace=True)
    # a file that is no dump, and a dump of something else, are put back
    file.write_bytes(b"no dump")
    manifest_file(file).write_text(json.dumps(json.loads(manifest) | {"sha256": _sha256(file)}))
    with pytest.raises(DumpFailed):
        restore(home.path, file, home.run, replace=True)
    file.write_bytes(whole)
    described = json.loads(manifest)
    described["fingerprint"]["nodes"]["Person"] = 2
    manifest_file(file).write_text(json.dumps(described))
    with pytest.raises(SetupProblem, match="Person: 2 and 1"):
        restore(home.path, file, home.run, replace=True)
    assert home.run() == before


def test_a_running_server_is_not_dumped(home: _Home, tmp_path: Path) -> None:
    home.start()
    try:
        with pytest.raises(HomeInUse):
            back_up(home.path, tmp_path / "map.dump", lambda: Fingerprint(nodes={}, relationships={}, checksum=""))
    finally:
        stop_server(home.path)
    assert list(tmp_path.glob("map.dump*")) == []


def _sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
