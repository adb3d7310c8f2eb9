"""A unit is its path: "Sales > Operations" and "Engineering > Operations" are two."""

from collections.abc import Sequence

from graphapi.errors import InvalidInput
from graphapi.journal.editing import checked_text
from graphapi.text import LONGEST_NAME, folded

BETWEEN = " > "
DEEPEST_UNIT = 20
LONGEST_UNIT = 1_000


def unit_path(names: Sequence[str]) -> str | None:
    """The path of the last unit, which identifies it, from the names that lead to it; None for no names."""
    return BETWEEN.join(names) or None


def folded_path(path: str) -> str:
    """What searches for units compare; see graphapi.text.folded."""
    return BETWEEN.join(folded(name) for name in path.split(BETWEEN))


def paths_to(names: Sequence[str]) -> list[str]:
    """The path of the unit that the names lead to, after those of the units around it."""
    return [BETWEEN.join(names[:depth]) for depth in range(1, len(names) + 1)]


def checked_unit(names: Sequence[str]) -> tuple[str, ...]:
    """The names as they are stored. Raises InvalidInput for names that are none, too many, or too long together."""
    if len(names) > DEEPEST_UNIT:
        raise InvalidInput(f"Units nest at most {DEEPEST_UNIT} deep; you sent {len(names)} names.", path=["unit"])
    stored: list[str] = []
    for at, name in enumerate(names):
        path = ["unit", str(at)]
        stored.append(checked_text(name, LONGEST_NAME, path, "The name of a unit"))
        if BETWEEN.strip() in stored[-1]:
            raise InvalidInput(
                "The name of a unit cannot contain '>'. Send each unit of the path as a name of its own.",
                path=path,
            )
    if len(BETWEEN.join(stored)) > LONGEST_UNIT:
        raise InvalidInput(f"The names of a unit have at most {LONGEST_UNIT} characters together.", path=["unit"])
    return tuple(stored)
