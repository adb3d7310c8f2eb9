"""The per-user cache of server jars: where it is, whether it is complete, and who may write to it."""

import fcntl
import hashlib
import os
import shutil
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from graphapi.graphdb.embedded.errors import ChecksumMismatch, EmbeddedServerError
from graphapi.graphdb.embedded.lock import Lock, LockedArtifact

CACHE_DIR_VARIABLE = "GRAPHAPI_CACHE_DIR"
_SECONDS_BETWEEN_LOCK_TRIES = 0.2


def cache_root(cache_dir: Path | None = None) -> Path:
    """`cache_dir`, else GRAPHAPI_CACHE_DIR, else the user's cache folder for graphapi."""
    if cache_dir is not None:
        return cache_dir.absolute()
    return Path(os.environ.get(CACHE_DIR_VARIABLE) or platformdirs.user_cache_dir("graphapi")).absolute()


@dataclass(frozen=True, slots=True)
class ServerFiles:
    """One set of jars in the cache. Only a folder with a marker is complete; a partial one is a workplace."""

    root: Path
    lock: Lock

    @property
    def folder(self) -> Path:
        """Where the complete set lives; its name holds the lock's digest."""
        return self.root / self.lock.folder_name

    @property
    def lib(self) -> Path:
        """The folder with the jars themselves."""
        return self.folder / "lib"

    @property
    def partial(self) -> Path:
        """Where an unfinished fetch keeps what it has; a sibling, so that one rename completes it."""
        return self.root / f"{self.lock.folder_name}.partial"

    def is_complete(self) -> bool:
        """Marker and sizes are right. Fast: nothing is hashed; `verify` does that."""
        try:
            marked = (self.folder / "complete").read_text(encoding="ascii").strip() == self.lock.digest
            return marked and all(
                (self.lib / one.file_name).stat().st_size == one.size for one in self.lock.artifacts
            )
        except (OSError, UnicodeDecodeError):
            return False

    def verify(self) -> None:
        """Hashes every jar. Raises ChecksumMismatch that names the wrong ones."""
        wrong = [one.file_name for one in self.lock.artifacts if not is_intact(self.lib / one.file_name, one)]
        if wrong:
            names = ", ".join(wrong[:5]) + (f" and {len(wrong) - 5} more" if len(wrong) > 5 else "")
            raise ChecksumMismatch(
                f"{len(wrong)} of {len(self.lock.artifacts)} files in {self.lib} are missing or differ from "
                f"the lock: {names}. Remove {self.folder} and fetch again."
            )

    def reopen(self) -> None:
        """Makes a damaged complete folder partial again, so that its good jars are kept."""
        if self.folder.exists():
            shutil.rmtree(self.partial, ignore_errors=True)
            (self.folder / "complete").unlink(missing_ok=True)
            for archive in self.folder.glob("*.jsa"):
                # A class archive fits the jars only as they were.
                archive.unlink()
            self.folder.rename(self.partial)

    def complete(self) -> None:
        """Writes the marker into the partial folder and moves it into its place in one step."""
        shutil.rmtree(self.partial / "repository", ignore_errors=True)
        marker = self.partial / "complete"
        marker.write_text(self.lock.digest + "\n", encoding="ascii")
        flush_to_disk(marker)
        self.partial.rename(self.folder)


def is_intact(jar: Path, artifact: LockedArtifact) -> bool:
    """The file has the locked size and SHA-256."""
    try:
        if jar.stat().st_size != artifact.size:
            return False
        with jar.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest() == artifact.sha256
    except OSError:
        return False


def flush_to_disk(path: Path) -> None:
    """A power cut after this does not lose the file's content."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def exclusive(lock_path: Path, waiting: Callable[[], None]) -> Generator[None]:
    """Holds an advisory lock that the system releases when the process ends, however it ends.

    `waiting` is called once when another process holds it. The file itself stays: removing it would let
    two processes lock two different files of the same name.
    """
    try:
        lock_path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(lock_path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as problem:
        raise EmbeddedServerError(
            f"Cannot write to {lock_path.parent}: {problem.strerror}. Make the folder writable, or choose "
            f"another with {CACHE_DIR_VARIABLE} (cache) or GRAPHAPI_NEO4J_HOME (data)."
        ) from problem
    try:
        told = False
        while True:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if not told:
                    waiting()
                    told = True
                time.sleep(_SECONDS_BETWEEN_LOCK_TRIES)
        yield
    finally:
        os.close(descriptor)
