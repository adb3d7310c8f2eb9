"""Creates and changes many matches at once, for edits that have checked them already."""

from collections.abc import Sequence

from graphapi.engagements import graph
from graphapi.engagements.model import MatchSaving
from graphapi.graphdb.database import Transaction


async def save_matches(tx: Transaction, changes: Sequence[MatchSaving]) -> bool:
    """Creates or changes matches; false when one is not as it was seen, or a mentor has too few places."""
    return not changes or await graph.save_matches(tx, changes)
