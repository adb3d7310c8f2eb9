"""A Maven repository on this machine for the tests of fetching."""

import gc
from collections.abc import Iterator

import pytest

from tests.graphdb.embedded.maven import Repository, serve


@pytest.fixture
def repository(monkeypatch: pytest.MonkeyPatch) -> Iterator[Repository]:
    """An empty repository; pauses between tries are short while it runs."""
    monkeypatch.setattr("graphapi.graphdb.embedded.download._FIRST_PAUSE_SECONDS", 0.01)
    with serve() as running:
        yield running
    # jgo leaves the connection of a failed download to the garbage collector, which complains of it. That must
    # not happen in the middle of another test, which would be blamed.
    gc.collect()
