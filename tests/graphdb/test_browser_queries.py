"""The saved queries for Neo4j Browser answer on a real map, so that they never rot."""

from pathlib import Path
from typing import Any

import pytest

from graphapi.graphdb.database import Database, Transaction
from graphapi.resources import resource_dir
from tests.matching.world import Aim, Mentor, World, load

_FILES = sorted(resource_dir("cypher/browser").glob("*.cypher"))
_PARAMETERS = {"menteeId": "a", "mentorId": "b", "label": "Skill x"}


@pytest.mark.parametrize("file", _FILES, ids=lambda file: file.stem)
async def test_a_saved_query_answers(database: Database, file: Path) -> None:
    world = World(
        ["x", "y"],
        [("x", "y", "RELATED", 1.0)],
        {"a": Mentor(), "b": Mentor({"x": 4, "y": 4}), "c": Mentor({"y": 4})},
        {"g1": Aim("a", {"x": (4, 1.0)})},
    )
    await load(database, world)

    async def work(tx: Transaction) -> list[dict[str, Any]]:
        return await tx.run_text(file.read_text(encoding="utf-8"), _PARAMETERS)

    rows = await database.read("tests/browser", work)
    # Shared time asks about the present week, in which this small world has none.
    assert rows or file.stem == "shared_time"
