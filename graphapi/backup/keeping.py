"""Backs the embedded database up into a file, and puts it back, proven by the fingerprint on both sides."""

import hashlib
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from graphapi.backup.fingerprint import Fingerprint
from graphapi.errors import InvalidInput, SetupProblem
from graphapi.graphdb.embedded import dump_database, restoring_database

Read = Callable[[], Fingerprint]


class Manifest(BaseModel):
    """What stands beside a backup, in a file of its name with .json added."""

    model_config = ConfigDict(frozen=True)

    made_at: datetime
    sha256: str
    fingerprint: Fingerprint


def back_up(home: Path, file: Path, read: Read) -> Manifest:
    """Writes a backup and its manifest. `read` starts the server, reads the fingerprint, and stops it again.

    Raises InvalidInput when the file is there already, and what dump_database raises.
    """
    if file.exists():
        raise InvalidInput(f"{file} is there already. Choose another name, or remove it.")
    found = read()
    unfinished = file.with_name(file.name + ".unfinished")
    try:
        dump_database(home, unfinished)
        manifest = Manifest(made_at=datetime.now(UTC), sha256=_digest(unfinished), fingerprint=found)
        manifest_file(file).write_text(
            json.dumps(manifest.model_dump(mode="json"), indent=2) + "\n", encoding="utf-8"
        )
        unfinished.replace(file)
    except OSError as problem:
        raise SetupProblem(
            f"Cannot write {file}: {problem.strerror}. Choose a folder with enough room."
        ) from problem
    finally:
        unfinished.unlink(missing_ok=True)
    return manifest


def restore(home: Path, file: Path, read: Read, *, replace: bool) -> Manifest:
    """Puts a backup back and reads the fingerprint again; what was there before stays unless both are equal.

    Raises InvalidInput for a file that is not the backup that its manifest describes, SetupProblem when there is data
    that `replace` does not allow to replace, or when the restored map is not what was backed up.
    """
    manifest = _checked(file)
    with restoring_database(home, file, replace=replace):
        differences = manifest.fingerprint.differences(read())
        if differences:
            raise SetupProblem(
                f"The restored map is not what was backed up ({'; '.join(differences[:5])}). What was there before has "
                "been put back."
            )
    return manifest


def manifest_file(file: Path) -> Path:
    """Where the manifest of a backup is."""
    return file.with_name(file.name + ".json")


def _checked(file: Path) -> Manifest:
    if not file.is_file():
        raise InvalidInput(f"There is no file {file}.")
    beside = manifest_file(file)
    try:
        manifest = Manifest.model_validate_json(beside.read_bytes())
    except FileNotFoundError:
        raise InvalidInput(
            f"{beside} is missing. It was written with the backup and says what is in it; copy both."
        ) from None
    except ValidationError:
        raise InvalidInput(f"{beside} is not the manifest of a backup.") from None
    if _digest(file) != manifest.sha256:
        raise InvalidInput(f"{file} is damaged: its SHA-256 is not the one in {beside}. Use another copy.")
    return manifest


def _digest(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
