"""A unit is its path: "Sales > Operations" and "Engineering > Operations" are two."""

from collections.abc import Sequence

from graphapi.text import folded

BETWEEN = " > "


def unit_path(names: Sequence[str]) -> str | None:
    """The path of the last unit, which identifies it, from the names that lead to it; None for no names."""
    return BETWEEN.join(names) or None


def folded_path(path: str) -> str:
    """What searches for units compare; see graphapi.text.folded."""
    return BETWEEN.join(folded(name) for name in path.split(BETWEEN))
