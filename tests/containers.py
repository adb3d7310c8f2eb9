"""The road through testcontainers: a Neo4j in a container, where a Docker engine and the image are at hand."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

IMAGE = "neo4j:5.26-community"


def at_hand() -> bool:
    """True when a Docker engine answers and already holds the image; nothing is pulled."""
    docker = shutil.which("docker")
    if docker is None:
        return False
    try:
        answer = subprocess.run([docker, "image", "inspect", IMAGE], capture_output=True, timeout=10, check=False)
    except subprocess.TimeoutExpired:
        return False
    return answer.returncode == 0


@contextmanager
def neo4j() -> Iterator[tuple[str, str, str]]:
    """Starts the container; gives Bolt address, user and password."""
    from testcontainers.community.neo4j import Neo4jContainer
    from testcontainers.core.config import testcontainers_config

    # The reaper would be another image to pull; the block below removes the container itself.
    testcontainers_config.ryuk_disabled = True
    container = Neo4jContainer(IMAGE, password="a-password-for-tests")
    with container:
        yield container.get_connection_url(), "neo4j", "a-password-for-tests"
