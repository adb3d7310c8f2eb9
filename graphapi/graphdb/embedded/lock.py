"""Lock files: which artifacts make up something that is fetched, with the size and SHA-256 of each.

`tools/lock_neo4j.py` writes it; nothing else does.
"""

import hashlib
from functools import cached_property
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from graphapi.graphdb.embedded.errors import LockUnreadable

LOCK_FILE = Path(__file__).with_name("neo4j.lock.json")


class LockedArtifact(BaseModel):
    """One jar: its Maven coordinate, its size in bytes and its SHA-256 in lower-case hexadecimal."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    group: str = Field(min_length=1)
    artifact: str = Field(min_length=1)
    version: str = Field(min_length=1)
    classifier: str = ""
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    size: int = Field(gt=0)

    @property
    def coordinate(self) -> str:
        """Group, artifact, version and, where there is one, classifier, joined by colons."""
        parts = (self.group, self.artifact, self.version, self.classifier)
        return ":".join(part for part in parts if part)

    @property
    def file_name(self) -> str:
        """The name of the jar, as Maven gives it."""
        classifier = f"-{self.classifier}" if self.classifier else ""
        return f"{self.artifact}-{self.version}{classifier}.jar"


class Lock(BaseModel):
    """Every artifact of one version of a product, sorted by file name."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    product: str = Field(min_length=1)
    version: str = Field(min_length=1)
    artifacts: tuple[LockedArtifact, ...] = Field(min_length=1)

    @cached_property
    def digest(self) -> str:
        """SHA-256 over every file name and checksum: names exactly one set of jars."""
        lines = sorted(f"{one.file_name} {one.sha256} {one.size}\n" for one in self.artifacts)
        return hashlib.sha256("".join(lines).encode()).hexdigest()

    @property
    def size(self) -> int:
        """Size of all jars together in bytes."""
        return sum(one.size for one in self.artifacts)

    @property
    def folder_name(self) -> str:
        """The name of the folder in the cache that holds exactly this set of jars."""
        return f"{self.product.lower()}-{self.version}-{self.digest[:12]}"


def load_lock(path: Path = LOCK_FILE) -> Lock:
    """The lock in `path`. Raises LockUnreadable when it is missing or not a lock."""
    try:
        lock = Lock.model_validate_json(path.read_bytes())
    except OSError as problem:
        raise LockUnreadable(f"Cannot read the lock file {path}: {problem}.") from problem
    except ValidationError as problem:
        raise LockUnreadable(f"{path} is not a lock file: {problem}") from problem
    if len({one.file_name for one in lock.artifacts}) < len(lock.artifacts):
        raise LockUnreadable(f"{path} names two artifacts with the same file name.")
    return lock
