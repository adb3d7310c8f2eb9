"""Fetching in processes of their own: two at once, one that is killed, one that is interrupted, a full disk."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from graphapi.graphdb.embedded import DiskFull
from graphapi.graphdb.embedded.cache import ServerFiles
from graphapi.graphdb.embedded.fetching import fetch_server, verify_server
from graphapi.graphdb.embedded.lock import Lock
from tests.graphdb.embedded.maven import Repository, Request, a_jar, a_lock, good

# See the fixture `repository`.
pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore::ResourceWarning")]

A, B = a_jar("alpha"), a_jar("beta", size=300_000)
_PROGRAM = """
import signal
import sys
from pathlib import Path
from graphapi.graphdb.embedded.fetching import fetch_server
from graphapi.graphdb.embedded.lock import load_lock
# Whoever starts programs in the background has them ignore an interrupt.
signal.signal(signal.SIGINT, signal.default_int_handler)
print(fetch_server(Path(sys.argv[1]), lock=load_lock(Path(sys.argv[2])), repository=sys.argv[3]))
"""


def start_fetch(cache: Path, lock: Lock, repository: Repository) -> subprocess.Popen[str]:
    lock_file = cache / "the.lock.json"
    lock_file.write_text(lock.model_dump_json())
    return subprocess.Popen(
        [sys.executable, "-c", _PROGRAM, str(cache), str(lock_file), repository.url],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


class Stall:
    """Sends half of a jar, then waits to be released."""

    def __init__(self) -> None:
        self.reached = threading.Event()
        self.released = threading.Event()

    def __call__(self, request: Request) -> None:
        half = len(request.content) // 2
        request.send(200, request.content[:half], announced=len(request.content))
        request.handler.wfile.flush()
        self.reached.set()
        self.released.wait(200)
        request.handler.wfile.write(request.content[half:])


@pytest.fixture
def stall() -> Iterator[Stall]:
    stalling = Stall()
    yield stalling
    stalling.released.set()


def test_two_processes_at_once_fetch_each_jar_once(repository: Repository, tmp_path: Path, stall: Stall) -> None:
    # given
    lock = repository.offer(A, B)
    repository.answers["beta"] = stall
    with start_fetch(tmp_path, lock, repository) as one:
        assert stall.reached.wait(200)
        # when
        with start_fetch(tmp_path, lock, repository) as other:
            assert other.stderr
            said = other.stderr.readline()
            stall.released.set()
            outputs = [one.communicate(timeout=200)[0], other.communicate(timeout=200)[0]]
    # then
    assert "Another process is fetching Neo4j 0.0.1" in said
    assert (one.returncode, other.returncode) == (0, 0)
    assert outputs[0] == outputs[1]
    assert repository.requests == {"alpha": 1, "beta": 1}


def test_a_fetch_that_was_killed_leaves_nothing_that_is_taken_for_whole(
    repository: Repository, tmp_path: Path, stall: Stall
) -> None:
    # given
    lock = repository.offer(A, B)
    repository.answers["beta"] = stall
    with start_fetch(tmp_path, lock, repository) as fetching:
        assert stall.reached.wait(200)
        fetching.kill()
    stall.released.set()
    assert not ServerFiles(tmp_path, lock).is_complete()
    # when
    repository.answers["beta"] = good
    fetch_server(tmp_path, False, lock=lock, repository=repository.url)
    # then
    verify_server(tmp_path, lock=lock)


def test_ctrl_c_ends_a_fetch_promptly(repository: Repository, tmp_path: Path) -> None:
    # given a jar that drips in
    lock = repository.offer(B)
    dripping = threading.Event()

    def drip(request: Request) -> None:
        request.send(200, announced=len(request.content))
        for at in range(0, len(request.content), 1000):
            request.handler.wfile.write(request.content[at : at + 1000])
            dripping.set()
            time.sleep(1)

    repository.answers["beta"] = drip
    with start_fetch(tmp_path, lock, repository) as fetching:
        assert dripping.wait(200)
        # when
        fetching.send_signal(signal.SIGINT)
        began = time.monotonic()
        fetching.communicate(timeout=200)
    # then
    assert time.monotonic() - began < 150
    assert fetching.returncode != 0
    assert not ServerFiles(tmp_path, lock).folder.exists()


def test_too_little_space_is_said_before_anything_is_fetched(repository: Repository, tmp_path: Path) -> None:
    # given a lock that no disk has room for
    repository.offer(A)
    huge = A.locked.model_copy(update={"size": 10**16})
    lock = Lock(product="Neo4j", version="0.0.1", artifacts=(huge,))
    # when, then
    with pytest.raises(DiskFull, match=r"needs 1\d{10} MB .* are free"):
        fetch_server(tmp_path, False, lock=lock, repository=repository.url)
    assert repository.total() == 0


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 48 MiB, where this user may mount one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=48m", "tmpfs", str(disk)], capture_output=True, check=False
    )
    if mounted.returncode != 0:
        pytest.skip("mounting a small disk needs the rights of root")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_disk_that_fills_up_meanwhile(repository: Repository, small_disk: Path) -> None:
    # given another program that takes all space while the jar is on its way
    lock = repository.offer(B)
    ballast = small_disk / "ballast"

    def fill_disk(request: Request) -> None:
        with ballast.open("wb", buffering=0) as stream:
            try:
                while True:
                    stream.write(bytes(1_000_000))
            except OSError:
                os.fsync(stream.fileno())
        request.send(200, request.content)

    repository.answers["beta"] = fill_disk
    # when
    with pytest.raises(DiskFull, match="became full"):
        fetch_server(small_disk, False, lock=lock, repository=repository.url)
    # then with space again the same call succeeds
    ballast.unlink()
    repository.answers.clear()
    fetch_server(small_disk, False, lock=lock, repository=repository.url)
    verify_server(small_disk, lock=lock)


def test_a_lock_names_its_folder_by_content() -> None:
    assert a_lock(A, B).digest == a_lock(B, A).digest
    assert a_lock(A).digest != a_lock(B).digest
