"""The saved queries for Neo4j Browser answer on a real map, so that they never rot."""

from typing import Any

import pytest

from graphapi.graphdb.database import Database, Transaction
from graphapi.resources import resource_dir
from tests.matching.world import Aim, Mentor, World, load

_QUERIES = {
    path.stem: path.read_text(encoding="utf-8") for path in resource_dir("cypher/browser").glob("*.cypher")
}
_PARAMETERS = {"menteeId": "a", "mentorId": "b", "label": "Skill x"}


@pytest.mark.parametrize("name", sorted(_QUERIES))
async def test_a_saved_query_answers(database: Database, name: str) -> None:
    world = World(
        ["x", "y"],
        [("x", "y", "RELATED", 1.0)],
        {"a": Mentor(), "b": Mentor({"x": 4, "y": 4}), "c": Mentor({"y": 4})},
        {"g1": Aim("a", {"x": (4, 1.0)})},
    )
    await load(database, world)

    async def work(tx: Transaction) -> list[dict[str, Any]]:
        return await tx.run_text(_QUERIES[name], _PARAMETERS)

    rows = await database.read("tests/browser", work)
    # Shared time asks about the present week, in which this small world has none.
    assert rows or name == "shared_time"
