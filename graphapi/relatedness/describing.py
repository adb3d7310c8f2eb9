"""Says what the relations along a path are made of, so that an explanation can show it."""

from collections.abc import Sequence

from graphapi.graphdb.database import Transaction
from graphapi.relatedness import graph
from graphapi.relatedness.model import SOURCE, Parts, RelationDescription


async def describe_relations(
    tx: Transaction, pairs: Sequence[tuple[str, str]]
) -> dict[tuple[str, str], RelationDescription]:
    """The strongest relation of each pair; pairs without one are left out."""
    found: dict[tuple[str, str], RelationDescription] = {}
    for step in await graph.steps_between(tx, list(dict.fromkeys(pairs))):
        parts = None
        if step.source == SOURCE and step.hierarchy is not None and step.occupations is not None:
            parts = Parts(step.strength, step.hierarchy, step.occupations, step.holders)
        found.setdefault((step.a, step.b), RelationDescription(step.kind, step.strength, step.source, parts))
    return found
