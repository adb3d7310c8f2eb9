"""The one comparison of an import: what is wanted with what is stored, by key; and how it is said to people.

Everything that an import does follows from a Difference: the counts and examples of a dry run and of a report, the rows
that are written, and the facts in the journal.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple, TypeAlias

MOST_EXAMPLES = 20
_MOST_NAMED = 5

Key: TypeAlias = Any
Values: TypeAlias = tuple[Any, ...]
"""The values of a record in the order of its kind's fields."""


class Stored(NamedTuple):
    """A record as it is in the map. closed: it is over and must stay as it is."""

    values: Values
    revision: int = 0
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A value of every record of a kind. name: as in files and reports; fact: as in the journal.

    words: how a change of it is said. recorded: its form in the journal.
    """

    name: str
    fact: str
    words: Callable[[Any, Any], list[str]] | None = None
    recorded: Callable[[Any], Any] = lambda value: value

    def steps(self, before: Any, after: Any) -> list[str]:
        """The change in words."""
        return self.words(before, after) if self.words else [step(self.name, before, after)]


@dataclass(slots=True)
class Difference:
    """How the records of one kind differ, by key. changed: as stored and as wanted."""

    created: Mapping[Key, Values] = field(default_factory=dict[Key, Values])
    changed: dict[Key, tuple[Stored, Values]] = field(default_factory=dict[Key, tuple[Stored, Values]])
    removed: dict[Key, Stored] = field(default_factory=dict[Key, Stored])
    unchanged: int = 0
    closed: list[Key] = field(default_factory=list[Key])

    def __bool__(self) -> bool:
        return bool(self.created or self.changed or self.removed)

    def changes(self, columns: Sequence[Column]) -> Iterator[tuple[Key, Column, Any, Any]]:
        """Each value that differs: key, column, before, after. What is new had nothing before."""
        for key, after in self.created.items():
            for column, now in zip(columns, after, strict=True):
                if now is not None:
                    yield key, column, None, now
        for key, (before, after) in self.changed.items():
            for column, was, now in zip(columns, before.values, after, strict=True):
                if was != now:
                    yield key, column, was, now


def kept_places(kind: str, columns: Sequence[Column], left_alone: AbstractSet[str]) -> list[int]:
    """The places of those values of which the import does not speak."""
    return [place for place, column in enumerate(columns) if f"{kind}.{column.name}" in left_alone]


def compare(
    wanted: Mapping[Key, Values],
    stored: Mapping[Key, Stored],
    kept: Sequence[int] = (),
    *,
    whole: bool = False,
) -> Difference:
    """How what is stored differs from what is wanted.

    kept: places of values that stay as they are stored. whole: what is stored and not wanted goes.
    """
    found = Difference()
    created: dict[Key, Values] = {}
    for key, said in wanted.items():
        before = stored.get(key)
        if before is None:
            created[key] = said
            continue
        values = said
        if kept:
            values = tuple(before.values[at] if at in kept else value for at, value in enumerate(said))
        if before.values == values:
            found.unchanged += 1
        elif before.closed:
            found.unchanged += 1
            found.closed.append(key)
        else:
            found.changed[key] = (before, values)
    found.created = created
    if whole:
        found.removed = {key: before for key, before in stored.items() if key not in wanted}
    return found


@dataclass(frozen=True, slots=True)
class KindDifference:
    """How many things of one kind would be new, changed, removed or stay, with up to 20 examples in words."""

    kind: str
    created: int
    changed: int
    removed: int
    unchanged: int
    examples: tuple[str, ...]


@dataclass(slots=True)
class Tally:
    """Counts the things of one kind while they are compared."""

    kind: str
    created: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0
    _changes: list[str] = field(default_factory=list[str])
    _creations: list[str] = field(default_factory=list[str])

    @property
    def shows_more(self) -> bool:
        """Whether something new would still become an example; there may be a million of them."""
        return len(self._creations) < MOST_EXAMPLES

    def create(self, what: str) -> None:
        """Counts something new."""
        self.created += 1
        if len(self._creations) < MOST_EXAMPLES:
            self._creations.append(f"{what}: new")

    def change(self, what: str, how: Iterable[str]) -> None:
        """Counts something that changes; `how` says each change, such as "places 3 -> 2"."""
        self.changed += 1
        if len(self._changes) < MOST_EXAMPLES:
            self._changes.append(f"{what}: {', '.join(how)}")

    def remove(self, what: str) -> None:
        """Counts something that goes."""
        self.removed += 1
        if len(self._changes) < MOST_EXAMPLES:
            self._changes.append(f"{what}: removed")

    def count(self, found: Difference, columns: Sequence[Column], name: Callable[[Key], str]) -> None:
        """Counts a difference; `name` says what a key stands for."""
        self.unchanged += found.unchanged
        for key in found.created if self.shows_more else ():
            if self.shows_more:
                self._creations.append(f"{name(key)}: new")
        self.created += len(found.created)
        for key, (before, after) in found.changed.items():
            differs = (row for row in zip(columns, before.values, after, strict=True) if row[1] != row[2])
            self.change(name(key), (words for column, was, now in differs for words in column.steps(was, now)))
        for key in found.removed:
            self.remove(name(key))

    def difference(self) -> KindDifference:
        """The result; what changes is shown before what is new."""
        examples = (self._changes + self._creations)[:MOST_EXAMPLES]
        return KindDifference(self.kind, self.created, self.changed, self.removed, self.unchanged, tuple(examples))


def said(value: object) -> str:
    """A value for people."""
    if value is None or value in ((), ""):
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (tuple, list)):
        return ", ".join(map(str, value))  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
    if isinstance(value, date):
        return value.isoformat()
    text = str(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def step(field_name: str, before: object, after: object) -> str:
    """One change in words: "places 3 -> 2"."""
    return f"{field_name} {said(before)} -> {said(after)}"


def left_alone(what: str, ids: Sequence[str]) -> str:
    """A warning about things that stay as they are, the first five by id."""
    more = f" and {len(ids) - _MOST_NAMED} more" if len(ids) > _MOST_NAMED else ""
    return f"{what}: {', '.join(ids[:_MOST_NAMED])}{more}."
