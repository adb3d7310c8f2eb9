"""Creates and changes people and their claims, one or many at once, for edits that have checked them already."""

from collections.abc import Sequence

from graphapi.graphdb.database import Transaction
from graphapi.people import saving_graph
from graphapi.people.model import ClaimsChange, Mark, PersonChange


async def save_people(tx: Transaction, changes: Sequence[PersonChange]) -> bool:
    """Creates or changes people; false when somebody is not as the change was made for, or what it names is gone."""
    return not changes or await saving_graph.save_people(tx, changes)


async def save_claims(tx: Transaction, changes: Sequence[ClaimsChange]) -> bool:
    """Creates and changes claims; false when one of them is not as the change was made for."""
    return not changes or await saving_graph.save_claims(tx, changes)


async def mark_people(tx: Transaction, marks: Sequence[Mark]) -> None:
    """Stores the marks of those who still have the one that must be there."""
    await saving_graph.mark_people(tx, marks)


async def create_units(tx: Transaction, paths: Sequence[str]) -> bool:
    """Makes units, each after the one around it; false when that one is gone."""
    return not paths or await saving_graph.create_units(tx, paths)


async def create_functions(tx: Transaction, names: Sequence[str]) -> None:
    """Makes functions."""
    if names:
        await saving_graph.create_functions(tx, names)
