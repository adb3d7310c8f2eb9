"""Writes many rows a few thousand at a time."""

from collections.abc import Callable, Sequence
from typing import Any

_ROWS_A_STATEMENT = 5000


async def in_batches(rows: Sequence[dict[str, Any]], write: Callable[[list[dict[str, Any]]], Any]) -> None:
    """Calls `write` with some of the rows after the others."""
    for start in range(0, len(rows), _ROWS_A_STATEMENT):
        await write(list(rows[start : start + _ROWS_A_STATEMENT]))
