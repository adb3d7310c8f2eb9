"""Regenerates the lock of the embedded server: `python tools/lock_neo4j.py` (a maintainer's command).

Resolves the server and its browser with jgo, downloads every jar into a folder of its own, and writes
coordinate, size and SHA-256 of each. Change the two versions below to move to another release.
"""

import hashlib
import json
import logging
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from jgo.maven import Artifact, MavenContext

from graphapi.graphdb.embedded.lock import LOCK_FILE, Lock, LockedArtifact

NEO4J_VERSION = "5.26.30"
BROWSER_VERSION = "5.24.0"
ROOTS = (
    ("org.neo4j", "neo4j", NEO4J_VERSION),
    ("org.neo4j.app", "neo4j-server", NEO4J_VERSION),
    ("org.neo4j.client", "neo4j-browser", BROWSER_VERSION),
)
# The server's own dependency management mentions these, which makes jgo forget that the driver wants
# them for its tests only. Maven leaves them out.
TEST_ONLY_GROUPS = {"org.bouncycastle"}


class _Warnings(logging.Handler):
    """Collects what jgo merely warns of, such as a jar whose SHA-1 differs from the published one."""

    def __init__(self) -> None:
        super().__init__(level=logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


def _resolve(context: MavenContext) -> list[Artifact]:
    roots = [context.create_dependency(f"{group}:{name}:{version}") for group, name, version in ROOTS]
    inputs, transitive = context.resolver.resolve(roots)
    wanted = [*inputs, *(one for one in transitive if one.scope in {"compile", "runtime"})]
    return [one.artifact for one in wanted if one.groupId not in TEST_ONLY_GROUPS]


def _locked(artifact: Artifact) -> LockedArtifact:
    jar = artifact.resolve()
    return LockedArtifact(
        group=artifact.groupId,
        artifact=artifact.artifactId,
        version=artifact.version,
        classifier=artifact.classifier,
        sha256=hashlib.sha256(jar.read_bytes()).hexdigest(),
        size=jar.stat().st_size,
    )


def main() -> int:
    """Writes the lock; 1 when jgo warned of anything, and then the old lock stays."""
    warnings = _Warnings()
    logging.getLogger("jgo").addHandler(warnings)
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(max_workers=12) as pool:
        # A folder of its own, so that nothing unverified from an older local repository gets in.
        artifacts = _resolve(MavenContext(repo_cache=Path(folder), timeout=60))
        locked = sorted(pool.map(_locked, artifacts), key=lambda one: one.file_name)
    if warnings.messages:
        sys.stderr.write("\n".join((*warnings.messages, "Nothing was written.\n")))
        return 1
    lock = Lock(product="Neo4j", version=NEO4J_VERSION, artifacts=tuple(locked))
    LOCK_FILE.write_text(json.dumps(lock.model_dump(), indent=1) + "\n", encoding="utf-8")
    sys.stdout.write(f"{len(locked)} artifacts, {lock.size} bytes, digest {lock.digest}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
