"""The scripts and styles of GraphiQL, read from the archives that the lock names.

They are fetched once, like the jars of the embedded server (`graphapi ide fetch`), or lie in the package of a wheel
that was built with them. No third-party code is in the repository.
"""

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from graphapi.graphdb.embedded.fetching import fetch_server, server_files
from graphapi.graphdb.embedded.lock import Lock, load_lock

PACKAGED: Final = Path(__file__).parent.parent / "_data" / "ide"
_LOCK_FILE: Final = Path(__file__).with_name("ide.lock.json")
# By the name under which it is served: the artifact, the file in it, and the media type.
_WANTED: Final[Mapping[str, tuple[str, str, str]]] = {
    "react.js": ("react", "umd/react.production.min.js", "text/javascript"),
    "react-dom.js": ("react-dom", "umd/react-dom.production.min.js", "text/javascript"),
    "graphiql.js": ("graphiql", "graphiql.min.js", "text/javascript"),
    "graphiql.css": ("graphiql", "graphiql.min.css", "text/css"),
}


@dataclass(frozen=True, slots=True)
class Asset:
    """A file of the page."""

    content: bytes
    media_type: str


def ide_lock() -> Lock:
    """What the page is made of. Raises LockUnreadable."""
    return load_lock(_LOCK_FILE)


def fetch_ide(*, progress: bool = True) -> Path:
    """The folder with the archives, fetched first where it is not complete. Raises what fetch_server raises."""
    return fetch_server(progress=progress, lock=ide_lock())


def find_assets() -> Mapping[str, Asset] | None:
    """The files of the page by name, or None while they have not been fetched."""
    folder = archive_folder()
    return None if folder is None else _read(folder)


def archive_folder() -> Path | None:
    """Where the archives are: in the package, or in the user's cache."""
    lock = ide_lock()
    if all((PACKAGED / one.file_name).exists() for one in lock.artifacts):
        return PACKAGED
    files = server_files(lock=lock)
    return files.lib if files.is_complete() else None


@cache
def _read(folder: Path) -> Mapping[str, Asset]:
    found: dict[str, Asset] = {}
    artifacts = {one.artifact: one for one in ide_lock().artifacts}
    for name, (artifact, path, media_type) in _WANTED.items():
        locked = artifacts[artifact]
        with zipfile.ZipFile(folder / locked.file_name) as archive:
            inside = f"META-INF/resources/webjars/{artifact}/{locked.version}/{path}"
            found[name] = Asset(archive.read(inside), media_type)
    return found
