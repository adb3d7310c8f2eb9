"""Fetching from a repository that answers well, badly or not at all."""

from pathlib import Path

import pytest

from graphapi.graphdb.embedded import ChecksumMismatch, DownloadFailed, EmbeddedServerError
from graphapi.graphdb.embedded.cache import ServerFiles
from graphapi.graphdb.embedded.fetching import fetch_server, verify_server
from graphapi.graphdb.embedded.lock import Lock
from tests.graphdb.embedded.maven import (
    Answer,
    Repository,
    a_jar,
    corrupted,
    endless,
    failing,
    first,
    shortened,
    truncated,
)

# See the fixture `repository`.
pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")

A, B, C = a_jar("alpha"), a_jar("beta", size=300_000), a_jar("gamma", classifier="linux-x86_64")


def fetch(repository: Repository, lock: Lock, cache: Path, *, progress: bool = False) -> Path:
    return fetch_server(cache, progress, lock=lock, repository=repository.url)


def test_every_jar_is_fetched_once_and_a_second_call_asks_nobody(repository: Repository, tmp_path: Path) -> None:
    # given
    lock = repository.offer(A, B, C)
    # when
    lib = fetch(repository, lock, tmp_path)
    again = fetch(repository, lock, tmp_path)
    # then
    assert lib == again
    assert {jar.name: jar.read_bytes() for jar in lib.iterdir()} == {
        jar.locked.file_name: jar.content for jar in (A, B, C)
    }
    assert (lib / "gamma-1.2-linux-x86_64.jar").exists()
    assert repository.requests == {"alpha": 1, "beta": 1, "gamma": 1}
    verify_server(tmp_path, lock=lock)


@pytest.mark.parametrize("answer", [corrupted, shortened, endless])
def test_a_jar_that_was_not_locked_is_refused_and_thrown_away(
    repository: Repository, tmp_path: Path, answer: Answer
) -> None:
    # given
    lock = repository.offer(A, B)
    repository.answers["beta"] = answer
    # when
    with pytest.raises(ChecksumMismatch, match=r"org\.example\.parts:beta:1\.2 .* does not match the lock"):
        fetch(repository, lock, tmp_path)
    # then
    files = ServerFiles(tmp_path, lock)
    assert not files.folder.exists()
    assert not list(files.partial.rglob("beta*.jar"))


@pytest.mark.parametrize("answer", [truncated, corrupted, failing(503), failing(404)])
def test_a_fault_that_passes_is_tried_again(repository: Repository, tmp_path: Path, answer: Answer) -> None:
    # given
    lock = repository.offer(A)
    repository.answers["alpha"] = first(2, answer)
    # when
    lib = fetch(repository, lock, tmp_path)
    # then
    assert (lib / A.locked.file_name).read_bytes() == A.content
    assert repository.requests["alpha"] == 3


@pytest.mark.parametrize("answer", [truncated, failing(503), failing(404)])
def test_a_fault_that_stays_names_the_artifact_and_what_to_do(
    repository: Repository, tmp_path: Path, answer: Answer
) -> None:
    # given
    lock = repository.offer(A)
    repository.answers["alpha"] = answer
    # when, then
    with pytest.raises(DownloadFailed, match=r"parts:alpha:1\.2 .* 4 tries.*GRAPHAPI_MAVEN_URL"):
        fetch(repository, lock, tmp_path)


def test_nobody_listens(repository: Repository, tmp_path: Path) -> None:
    # given
    lock = repository.offer(A, B, C)
    # when, then
    with pytest.raises(DownloadFailed, match="Check the network"):
        fetch_server(tmp_path, False, lock=lock, repository="http://127.0.0.1:9")


def test_an_interrupted_fetch_goes_on_where_it_stopped(repository: Repository, tmp_path: Path) -> None:
    # given a fetch that got one jar of two
    lock = repository.offer(A, B)
    repository.answers["beta"] = failing(503)
    with pytest.raises(DownloadFailed):
        fetch(repository, lock, tmp_path)
    # when
    repository.answers.clear()
    lib = fetch(repository, lock, tmp_path)
    # then
    assert repository.requests["alpha"] == 1
    assert (lib / B.locked.file_name).read_bytes() == B.content


def test_a_jar_of_an_earlier_fetch_is_not_trusted_blindly(repository: Repository, tmp_path: Path) -> None:
    # given a partial folder with a wrong jar of the right size
    lock = repository.offer(A, B)
    partial = ServerFiles(tmp_path, lock).partial / "lib"
    partial.mkdir(parents=True)
    (partial / A.locked.file_name).write_bytes(bytes(A.locked.size))
    (partial / B.locked.file_name).write_bytes(B.content)
    # when
    lib = fetch(repository, lock, tmp_path)
    # then
    assert (lib / A.locked.file_name).read_bytes() == A.content
    assert repository.requests == {"alpha": 1}


def test_a_damaged_cache_is_repaired_and_only_the_damage_is_fetched(
    repository: Repository, tmp_path: Path
) -> None:
    # given
    lock = repository.offer(A, B, C)
    lib = fetch(repository, lock, tmp_path)
    (lib / A.locked.file_name).unlink()
    (lib / B.locked.file_name).write_bytes(b"short")
    # when
    fetch(repository, lock, tmp_path)
    # then
    verify_server(tmp_path, lock=lock)
    assert repository.requests == {"alpha": 2, "beta": 2, "gamma": 1}


def test_verify_finds_a_changed_byte(repository: Repository, tmp_path: Path) -> None:
    # given
    lock = repository.offer(A, B)
    lib = fetch(repository, lock, tmp_path)
    (lib / B.locked.file_name).write_bytes(bytes([B.content[0] ^ 1]) + B.content[1:])
    # when, then
    with pytest.raises(ChecksumMismatch, match=r"1 of 2 files .* beta-1\.2\.jar"):
        verify_server(tmp_path, lock=lock)


def test_another_lock_is_another_folder(repository: Repository, tmp_path: Path) -> None:
    assert fetch(repository, repository.offer(A), tmp_path) != fetch(repository, repository.offer(A, B), tmp_path)


def test_the_environment_names_repository_and_cache(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given
    lock = repository.offer(A)
    monkeypatch.setenv("GRAPHAPI_MAVEN_URL", repository.url + "/")
    monkeypatch.setenv("GRAPHAPI_CACHE_DIR", str(tmp_path / "cache"))
    # when
    lib = fetch_server(progress=False, lock=lock)
    # then
    assert lib.is_relative_to(tmp_path / "cache")
    assert repository.total() == 1


def test_a_cache_folder_that_cannot_be_written_to(repository: Repository, tmp_path: Path) -> None:
    # given a file where the folder should be
    (tmp_path / "file").write_text("in the way")
    # when, then
    with pytest.raises(EmbeddedServerError, match="GRAPHAPI_CACHE_DIR"):
        fetch(repository, repository.offer(A), tmp_path / "file" / "cache")


def test_progress_off_a_terminal_is_plain_lines(
    repository: Repository, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # when
    fetch(repository, repository.offer(A, B), tmp_path, progress=True)
    # then
    assert capsys.readouterr().err.splitlines() == [
        "Fetching Neo4j 0.0.1: 0.3 MB in 2 files.",
        "Fetching Neo4j 0.0.1: 0.3 of 0.3 MB, 2 of 2 files.",
    ]
