"""Downloads locked artifacts from a Maven repository with jgo, many at a time, and verifies each one."""

import errno
import importlib.util
import logging
import random
import shutil
import threading
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from graphapi.graphdb.embedded.cache import flush_to_disk, is_intact
from graphapi.graphdb.embedded.errors import (
    ChecksumMismatch,
    DiskFull,
    DownloadFailed,
    EmbeddedServerError,
    PackageMissing,
)
from graphapi.graphdb.embedded.lock import LockedArtifact
from graphapi.graphdb.embedded.progress import FetchProgress

if TYPE_CHECKING:
    from jgo.maven import Artifact

REPOSITORY_VARIABLE = "GRAPHAPI_MAVEN_URL"
_THREADS = 12
_TRIES = 4
_FIRST_PAUSE_SECONDS = 0.5
_SILENCE_SECONDS = 20
# What must be left on the disk beside the jars: the server's own logs and an empty database.
_SPARE_BYTES = 32 * 1024 * 1024


class _Cancelled(Exception):
    """Another thread has failed, or the user has given up."""


@dataclass(frozen=True, slots=True)
class _Work:
    """What the threads share."""

    scratch: Path
    repositories: dict[str, str] | None
    source: str
    lib: Path
    progress: FetchProgress
    cancelled: threading.Event


def download(
    artifacts: Sequence[LockedArtifact], partial: Path, progress: FetchProgress, repository: str | None
) -> None:
    """Leaves every artifact, verified, in `partial`/lib; a valid file that already exists is kept.

    `repository` is the address of a Maven repository; None means Maven Central. Raises DownloadFailed,
    ChecksumMismatch, DiskFull, or PackageMissing without jgo. Files fetched so far are kept.
    """
    lib = partial / "lib"
    lib.mkdir(parents=True, exist_ok=True)
    missing: list[LockedArtifact] = []
    for one in artifacts:
        if is_intact(lib / one.file_name, one):
            progress.advance(one.size)
            progress.file_done()
        else:
            missing.append(one)
    _require_space(missing, lib)
    if missing:
        _download_all(missing, partial, progress, repository)


def _require_space(missing: Sequence[LockedArtifact], folder: Path) -> None:
    needed = sum(one.size for one in missing) + _SPARE_BYTES
    free = shutil.disk_usage(folder).free
    if missing and free < needed:
        raise DiskFull(
            f"Fetching the embedded server needs {needed // 1_000_000} MB in {folder}, and only "
            f"{free // 1_000_000} MB are free. Free some space, or choose another folder with GRAPHAPI_CACHE_DIR."
        )


def _download_all(
    missing: Sequence[LockedArtifact], partial: Path, progress: FetchProgress, repository: str | None
) -> None:
    _prepare_jgo()
    scratch = partial / "repository"
    # An interrupted download leaves half a file here, and jgo would take it for a whole one.
    shutil.rmtree(scratch, ignore_errors=True)
    work = _Work(
        scratch=scratch,
        repositories={"mirror": repository.rstrip("/")} if repository else None,
        source=repository or "Maven Central",
        lib=partial / "lib",
        progress=progress,
        cancelled=threading.Event(),
    )
    pool = ThreadPoolExecutor(max_workers=_THREADS, thread_name_prefix="fetch")
    try:
        futures = [pool.submit(_download_one, work, one) for one in missing]
        done, _ = wait(futures, return_when=FIRST_EXCEPTION)
        failures = [problem for one in done if (problem := one.exception()) is not None]
        if failures:
            raise failures[0]
    finally:
        # Also on Ctrl-C: the threads look at the flag at every chunk and in every pause.
        work.cancelled.set()
        pool.shutdown(cancel_futures=True)


def _prepare_jgo() -> None:
    if importlib.util.find_spec("jgo") is None:
        raise PackageMissing(
            "Fetching the embedded server needs the package jgo. Install it with: pip install 'graphapi[embedded]'"
        )
    # Without a handler of its own, what jgo warns of would go to the terminal, across the progress bar.
    logging.getLogger("jgo").addHandler(logging.NullHandler())


def _download_one(work: _Work, wanted: LockedArtifact) -> None:
    for attempt in range(_TRIES):
        if work.cancelled.wait(_pause(attempt)):
            return
        try:
            jar = _attempt(work, wanted)
            jar.replace(work.lib / wanted.file_name)
            flush_to_disk(work.lib / wanted.file_name)
            work.progress.file_done()
            return
        except _Cancelled:
            return
        except ChecksumMismatch:
            if attempt == _TRIES - 1:
                raise
        except OSError as problem:
            # Errors of the network carry no errno of their own here: requests wraps them.
            if problem.errno is not None:
                raise _disk_error(problem, work.lib) from problem
            _give_up_after(attempt, work, wanted, problem)
        except RuntimeError as problem:
            # The way in which jgo says that the answer was anything but 200.
            _give_up_after(attempt, work, wanted, problem)


def _pause(attempt: int) -> float:
    """Seconds to wait before a try: none, then about 0.5, 1, 2, spread so that threads do not march in step."""
    return 0.0 if attempt == 0 else _FIRST_PAUSE_SECONDS * 2 ** (attempt - 1) * random.uniform(0.7, 1.3)


def _attempt(work: _Work, wanted: LockedArtifact) -> Path:
    """One try. Returns a verified file outside lib, or raises and leaves nothing behind."""
    received = 0

    def count(chunk: int) -> None:
        nonlocal received
        received += chunk
        work.progress.advance(chunk)
        if work.cancelled.is_set():
            raise _Cancelled
        if received > wanted.size:
            raise _mismatch(work, wanted, f"it is longer than the {wanted.size} bytes of the lock")

    artifact = _artifact(work, wanted, count)
    target = artifact.cached_path
    assert target is not None
    try:
        jar = artifact.resolve()
        size = jar.stat().st_size
        if size != wanted.size:
            raise _mismatch(work, wanted, f"it has {size} bytes where the lock says {wanted.size}")
        if not is_intact(jar, wanted):
            raise _mismatch(work, wanted, "its SHA-256 differs from the lock")
    except BaseException:
        work.progress.advance(-received)
        target.unlink(missing_ok=True)
        raise
    work.progress.advance(wanted.size - received)
    return jar


def _artifact(work: _Work, wanted: LockedArtifact, count: Callable[[int], None]) -> "Artifact":
    """The artifact in a context of its own, because jgo reports progress to a context, not to a download."""
    from jgo.maven import MavenContext, PythonResolver  # noqa: PLC0415 (an optional dependency)

    @contextmanager
    def report(_name: str, _size: int) -> Generator[Callable[[int], None]]:
        yield count

    context = MavenContext(
        resolver=PythonResolver(progress_callback=report),
        repo_cache=work.scratch,
        local_repos=[],
        remote_repos=work.repositories,
        timeout=_SILENCE_SECONDS,
    )
    project = context.project(wanted.group, wanted.artifact)
    return project.at_version(wanted.version).artifact(classifier=wanted.classifier)


def _mismatch(work: _Work, wanted: LockedArtifact, what: str) -> ChecksumMismatch:
    return ChecksumMismatch(
        f"{wanted.coordinate} from {work.source} does not match the lock: {what}. It was deleted. Try again. If "
        "it happens again, the repository or a proxy alters files: choose another repository with "
        f"{REPOSITORY_VARIABLE}."
    )


def _give_up_after(attempt: int, work: _Work, wanted: LockedArtifact, problem: Exception) -> None:
    if attempt == _TRIES - 1:
        raise DownloadFailed(
            f"Could not fetch {wanted.coordinate} from {work.source} in {_TRIES} tries: {problem}. Check the "
            f"network (a proxy is read from HTTPS_PROXY), or choose a mirror with {REPOSITORY_VARIABLE}. "
            "Downloaded files are kept: run the same command again to continue."
        ) from problem


def _disk_error(problem: OSError, folder: Path) -> EmbeddedServerError:
    if problem.errno in {errno.ENOSPC, errno.EDQUOT}:
        return DiskFull(
            f"The disk became full while downloading to {folder}. Free some space and run the same command "
            "again: downloaded files are kept. GRAPHAPI_CACHE_DIR sets another folder."
        )
    return EmbeddedServerError(f"Cannot write to {folder}: {problem}. GRAPHAPI_CACHE_DIR sets another folder.")
