"""Several sources speak of the same skill, cluster or relation: which of them the map shows.

Each source only ever writes what it says itself. What is shown follows from all of it, field by field: the first source
in the order of precedence that says something. So nothing that a source says is lost while another one is shown.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, TypeAlias, TypeVar

from graphapi.journal.facts import MAP, FactChange

SEED: Final = "seed"
ESCO: Final = "ESCO"
IMPORT: Final = "import"
PRECEDENCE: Final = (MAP, SEED, ESCO, IMPORT)
"""From the one that is always shown to the one that is shown when nobody else speaks; other names come later."""
_OWN: Final = frozenset({MAP, SEED, IMPORT})

Value: TypeAlias = str | float | tuple[str, ...]
Said: TypeAlias = Mapping[str, Value | None]
"""What one source says of one thing, by field; None, an empty text and an empty tuple say nothing."""
Thing = TypeVar("Thing")


def rank(source: str) -> tuple[int, str]:
    """Sorts sources by precedence, and those without one by name."""
    return (PRECEDENCE.index(source) if source in PRECEDENCE else len(PRECEDENCE), source)


def in_order(said: Mapping[str, Thing]) -> list[tuple[str, Thing]]:
    """(source, what it says), the one that is shown first."""
    return sorted(said.items(), key=lambda each: rank(each[0]))


def outranks(source: str, other: str) -> bool:
    """Whether the first is shown where both speak."""
    return rank(source) < rank(other)


def effective(said: Mapping[str, Said]) -> dict[str, tuple[Value, str]]:
    """What is shown of a thing, by field: the value and the source that says it. said: by source."""
    shown: dict[str, tuple[Value, str]] = {}
    for source, fields in in_order(said):
        for name, value in fields.items():
            if value is not None and value not in ("", ()):
                shown.setdefault(name, (value, source))
    return shown


def differences(
    kind: str, thing_id: str, source: str, before: Said | None, after: Said | None, fields: Sequence[str]
) -> list[FactChange]:
    """How what one source says of one thing changes, in the order of the fields. kind: as in `skill.label`."""

    def value(said: Said | None, name: str) -> object:
        found = said.get(name) if said else None
        return list(found) or None if isinstance(found, tuple) else found or None

    return [
        FactChange(f"{kind}.{name}", thing_id, value(before, name), value(after, name), source=source)
        for name in fields
        if value(before, name) != value(after, name)
    ]


def label_source(source: str) -> str | None:
    """What a label, a cluster or a match says of its source: None for what is the map's own, whoever wrote it."""
    return None if source in _OWN else source


def classification(sources: Iterable[str]) -> str | None:
    """The first of the sources that is a classification, if any is."""
    return next((source for source in sorted(sources, key=rank) if source not in _OWN), None)
