"""Reads the whole graph as plain values, to see whether two states are the same."""

from typing import Any

from graphapi.graphdb.database import Database, Transaction

_NODES = (
    "MATCH (n) WHERE NOT n:TimeSlot AND NOT n:SchemaMigration AND NOT n:MigrationLock AND NOT n:GraphapiTests "
    "RETURN elementId(n) AS e, labels(n) AS l, properties(n) AS p"
)
_RELATIONSHIPS = "MATCH (a)-[r]->(b) RETURN elementId(a) AS a, elementId(b) AS b, type(r) AS t, properties(r) AS p"


async def graph_state(database: Database) -> tuple[list[Any], list[Any]]:
    """All nodes and relationships with their properties, sorted; equal graphs give equal values."""

    async def work(tx: Transaction) -> tuple[list[Any], list[Any]]:
        nodes = [repr((r["e"], r["l"], _said(r["p"]))) for r in await tx.run_text(_NODES)]
        relationships = [
            repr((r["a"], r["b"], r["t"], sorted(r["p"].items()))) for r in await tx.run_text(_RELATIONSHIPS)
        ]
        return sorted(nodes), sorted(relationships)

    return await database.read("tests/graph_state", work)


def _said(properties: dict[str, Any]) -> list[tuple[str, Any]]:
    """All but what imports remember of people: it follows from the files, not only from what is in the map."""
    return sorted((name, value) for name, value in properties.items() if name != "importMark")
