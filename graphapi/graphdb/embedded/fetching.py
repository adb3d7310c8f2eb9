"""Brings the server's jars into the per-user cache, once, whole and verified."""

import os
from pathlib import Path

from graphapi.graphdb.embedded.cache import ServerFiles, cache_root, exclusive
from graphapi.graphdb.embedded.download import REPOSITORY_VARIABLE, download
from graphapi.graphdb.embedded.lock import Lock, load_lock
from graphapi.graphdb.embedded.progress import FetchProgress


def fetch_server(
    cache_dir: Path | None = None,
    progress: bool = True,
    *,
    lock: Lock | None = None,
    repository: str | None = None,
) -> Path:
    """The folder with the server's jars, fetched first where it is not complete; fast when it is.

    `repository` (else GRAPHAPI_MAVEN_URL, else Maven Central) is where the jars come from. Two processes may
    call this at once: one fetches, the other waits. Raises DownloadFailed, ChecksumMismatch, DiskFull,
    PackageMissing, LockUnreadable.
    """
    files = server_files(cache_dir, lock)
    if files.is_complete():
        return files.lib
    what = f"{files.lock.product} {files.lock.version}"
    shown = FetchProgress(
        f"Fetching {what}", total_bytes=files.lock.size, total_files=len(files.lock.artifacts), show=progress
    )

    def waiting() -> None:
        shown.say(f"Another process is fetching {what} to {files.root}; waiting for it.")

    with exclusive(files.root / f"{files.lock.folder_name}.lock", waiting):
        if not files.is_complete():
            files.reopen()
            with shown:
                download(
                    files.lock.artifacts,
                    files.partial,
                    shown,
                    repository or os.environ.get(REPOSITORY_VARIABLE) or None,
                )
            files.complete()
    return files.lib


def verify_server(cache_dir: Path | None = None, *, lock: Lock | None = None) -> None:
    """Hashes every jar in the cache. Raises ChecksumMismatch that names what is missing or different."""
    server_files(cache_dir, lock).verify()


def server_files(cache_dir: Path | None = None, lock: Lock | None = None) -> ServerFiles:
    """Where the jars of `lock` (else of the lock that ships with graphapi) are, or will be, in the cache."""
    return ServerFiles(cache_root(cache_dir), lock or load_lock())
