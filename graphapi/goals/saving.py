"""Creates and changes many goals at once, for edits that have checked them already."""

from collections.abc import Sequence

from graphapi.goals import graph
from graphapi.goals.model import GoalSaving
from graphapi.graphdb.database import Transaction


async def save_goals(tx: Transaction, changes: Sequence[GoalSaving]) -> bool:
    """Creates or changes goals; false when one of them is not as the change was made for, or a skill is gone."""
    return not changes or await graph.save_goals(tx, changes)
