"""A real server on a home of its own: started, found, refused twice, killed, started again, stopped."""

import os
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from graphapi.errors import GraphapiError
from graphapi.graphdb.database import Database
from graphapi.graphdb.embedded import (
    HomeBroken,
    HomeInUse,
    PortInUse,
    RunningServer,
    ServerDidNotStart,
    server_status,
    start_server,
    stop_server,
)
from graphapi.graphdb.embedded.archive import make_archive
from graphapi.graphdb.embedded.bolt import answers_bolt, log_in
from graphapi.graphdb.embedded.home import Home
from graphapi.graphdb.embedded.process import is_occupied, occupy
from tests.conftest import Address, connect

# Starts servers of its own.
pytestmark = pytest.mark.slow

_START = """
import sys, time
from pathlib import Path
from graphapi.graphdb.embedded import start_server
server = start_server(
    Path(sys.argv[1]), bolt_port=0, for_tests=True, browser=False, progress=False, stop_with_parent=True
)
print(server.pid, flush=True)
time.sleep(600)
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    path = tmp_path_factory.mktemp("embedded") / "home with spaces"
    yield path
    stop_server(path)


@pytest.fixture
def server(home: Path) -> RunningServer:
    """The running server of the module, started where it is not running."""
    return server_status(home).server or start_server(
        home, bolt_port=0, http_port=0, heap_mb=512, page_cache_mb=64, for_tests=True, stop_with_parent=True
    )


def open_database(server: RunningServer) -> Database:
    return connect(Address(server.bolt_uri, server.username, server.password))


async def ask(server: RunningServer, cypher: str) -> list[dict[str, object]]:
    database = open_database(server)
    try:
        return [dict(row) for row in await database.write("tests/ask", lambda tx: tx.run_text(cypher))]
    finally:
        await database.close()


async def test_it_answers_queries(server: RunningServer) -> None:
    assert await ask(server, "RETURN 1 + 1 AS two") == [{"two": 2}]


def test_its_status_tells_what_start_told(server: RunningServer) -> None:
    status = server_status(server.home)
    assert (status.running, status.answers, status.server) == (True, True, server)


def test_the_password_is_asked_for_and_shown_nowhere(server: RunningServer) -> None:
    # when, then
    with pytest.raises(HomeBroken, match="rejects the password"):
        log_in(server.bolt_uri, "neo4j", "neo4j-neo4j", until=time.monotonic() + 60, password_file="password")
    command_line = Path(f"/proc/{server.pid}/cmdline").read_bytes()
    assert server.password.encode() not in command_line
    assert server.password not in repr(server)
    assert server.password not in (server.home / "conf" / "neo4j.conf").read_text()


async def test_no_file_of_this_machine_can_be_loaded(server: RunningServer) -> None:
    (server.home / "import" / "people.csv").write_text("secret")
    with pytest.raises(GraphapiError):
        await ask(server, "LOAD CSV FROM 'file:///people.csv' AS line RETURN line")


def test_neo4j_browser_is_served(server: RunningServer) -> None:
    with closing(urllib.request.urlopen(f"{server.http_url}/browser/", timeout=100)) as page:
        assert b"Neo4j Browser" in page.read()


def test_ctrl_c_in_the_terminal_does_not_reach_it(server: RunningServer) -> None:
    assert os.getsid(server.pid) == server.pid


def test_a_second_start_on_the_same_home_is_refused(server: RunningServer) -> None:
    with pytest.raises(HomeInUse, match=f"process {server.pid}, {server.bolt_uri}") as refused:
        start_server(server.home)
    assert (refused.value.pid, refused.value.bolt_uri) == (server.pid, server.bolt_uri)
    assert server_status(server.home).answers


def test_a_used_port_is_said_before_anything_is_started(server: RunningServer, tmp_path: Path) -> None:
    # given
    bolt, http = (int((uri or "").rpartition(":")[2]) for uri in (server.bolt_uri, server.http_url))
    # when, then
    with pytest.raises(PortInUse, match=f"Port {bolt} .*GRAPHAPI_NEO4J_BOLT_PORT"):
        start_server(tmp_path / "other", bolt_port=bolt)
    with pytest.raises(PortInUse, match=f"Port {http} .*GRAPHAPI_NEO4J_HTTP_PORT"):
        start_server(tmp_path / "other", bolt_port=0, http_port=http)
    assert not server_status(tmp_path / "other").running


def test_an_open_port_that_speaks_something_else_is_no_server(server: RunningServer) -> None:
    http_port = int((server.http_url or "").rpartition(":")[2])
    assert not answers_bolt("127.0.0.1", http_port)


async def test_killed_and_started_again_its_data_is_there(server: RunningServer) -> None:
    # given
    await ask(server, "CREATE (n:Kept {at: 'once'}) RETURN n.at AS at")
    os.kill(server.pid, signal.SIGKILL)
    _wait_until_free(server.home)
    assert server_status(server.home).server is None
    # when
    again = start_server(
        server.home, bolt_port=0, http_port=0, heap_mb=512, page_cache_mb=64, for_tests=True, stop_with_parent=True
    )
    # then
    assert again.password == server.password
    assert await ask(again, "MATCH (n:Kept) RETURN n.at AS at") == [{"at": "once"}]


def test_a_stop_is_quick_and_said_once(server: RunningServer) -> None:
    # Without force: it has ended before the wait for SIGTERM is over.
    began = time.monotonic()
    assert stop_server(server.home, wait_seconds=100) is True
    assert time.monotonic() - began < 90
    assert stop_server(server.home) is False
    assert server_status(server.home).server is None
    with pytest.raises(ProcessLookupError):
        os.kill(server.pid, 0)


def test_a_start_that_fails_says_why_and_leaves_nothing_running(tmp_path: Path) -> None:
    with pytest.raises(ServerDidNotStart, match=r"GRAPHAPI_NEO4J_HEAP_MB[\s\S]*exceeds physical memory"):
        start_server(tmp_path / "home", bolt_port=0, browser=False, heap_mb=4_000_000)
    assert not is_occupied(Home(tmp_path / "home"))


def test_it_does_not_outlive_a_parent_that_was_killed(tmp_path: Path) -> None:
    # given
    program = [sys.executable, "-c", _START, str(tmp_path / "home")]
    with subprocess.Popen(program, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout
        assert parent.stdout.readline()
        assert server_status(tmp_path / "home").answers
        # when
        parent.kill()
    # then
    _wait_until_free(tmp_path / "home")


def test_no_archive_is_made_without_a_running_server(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    assert make_archive(home, tmp_path / "lib", tmp_path / "a.jsa", tmp_path / "java", delay=60) is False


def test_no_archive_is_made_of_what_the_next_server_has_loaded_so_far(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    lock = occupy(home)
    try:
        pid = home.run / "pid"
        pid.write_text("1")
        # Another server takes the place of the first one while the helper waits.
        taking_over = threading.Timer(1.0, pid.write_text, ["2"])
        taking_over.start()
        began = time.monotonic()
        assert make_archive(home, tmp_path / "lib", tmp_path / "a.jsa", tmp_path / "java", delay=600) is False
        assert time.monotonic() - began < 300
    finally:
        os.close(lock)


def _wait_until_free(home: Path) -> None:
    until = time.monotonic() + 300
    while is_occupied(Home(home)):
        assert time.monotonic() < until, "the server still runs"
        time.sleep(0.05)
