"""Replaces what many people said about their time, for edits that have checked it already."""

from collections.abc import Sequence

from graphapi.availability import graph
from graphapi.availability.model import TimeChange
from graphapi.graphdb.database import Transaction


async def save_time(tx: Transaction, changes: Sequence[TimeChange]) -> bool:
    """Replaces what people said about their time; false when somebody is gone."""
    return not changes or await graph.save_said(tx, changes)
