"""Declares attributes of people, and says which there are."""

from collections.abc import Sequence

from graphapi.attributes import graph
from graphapi.attributes.model import Attribute
from graphapi.graphdb.database import Transaction


async def declared(tx: Transaction) -> list[Attribute]:
    """Every attribute, by name."""
    return await graph.declared(tx)


async def declare(tx: Transaction, attributes: Sequence[Attribute]) -> None:
    """Stores attributes under their names, for edits that have checked them already."""
    if attributes:
        await graph.declare(tx, attributes)
