"""What is wrong with files that somebody wants to import: every fault with its place, a reason and a way out."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TypeAlias

from rapidfuzz import fuzz, process

from graphapi.errors import InvalidInput

MOST_KEPT = 200
_LONGEST_SHOWN = 60
_NEAR_ENOUGH = 70.0

Advice: TypeAlias = str | Callable[[], str | None] | None


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault. line: the physical line on which the row starts, 1 being the header; None for a whole file."""

    file: str
    line: int | None
    column: str | None
    reason: str
    suggestion: str | None = None

    def __str__(self) -> str:
        """For people: "goals.csv, line 7, skill: no skill is called Kubernets: did you mean Kubernetes?"."""
        place = ", ".join(
            [self.file, *([f"line {self.line}"] if self.line else []), *([self.column] if self.column else [])]
        )
        return f"{place}: {self.reason}" + (f": {self.suggestion}" if self.suggestion else ".")


class ImportRefused(InvalidInput):
    """Nothing was written. `problems` are the first 200, or all, by file and line; `total` counts all of them."""

    code = "IMPORT_REFUSED"

    def __init__(self, problems: Sequence[Problem], total: int) -> None:
        count = "one problem" if total == 1 else f"{total} problems"
        named = problems[:MOST_KEPT]
        more = f"\n... and {total - len(named)} more." if total > len(named) else ""
        super().__init__(f"The import has {count}, so nothing was written.\n" + "\n".join(map(str, named)) + more)
        self.problems = tuple(problems)
        self.total = total


class BadCell(Exception):
    """A cell that cannot be read; `advice` may be computed later, because that can take long."""

    def __init__(self, reason: str, advice: Advice = None) -> None:
        super().__init__(reason)
        self.reason = reason
        # The same cell may be bad in many rows.
        self.advice = cache(advice) if callable(advice) else advice


@dataclass(slots=True)
class Problems:
    """Collects faults; the first 200, or all, are kept in full, the others are counted."""

    keep_all: bool = False
    total: int = 0
    _kept: list[Problem] = field(default_factory=list[Problem])

    def add(self, file: str, line: int | None, column: str | None, reason: str, advice: Advice = None) -> None:
        """Takes note of one fault."""
        self.total += 1
        if self.keep_all or len(self._kept) < MOST_KEPT:
            suggestion = advice() if callable(advice) else advice
            self._kept.append(Problem(file, line, column, reason, suggestion))

    @property
    def kept(self) -> list[Problem]:
        """The faults that are kept in full."""
        return list(self._kept)

    def in_order(self, order: Sequence[str]) -> list[Problem]:
        """Those that are kept, by file as given, and by line."""
        places = {file: place for place, file in enumerate(order)}
        return sorted(self._kept, key=lambda found: (places.get(found.file, -1), found.line or 0))

    def refuse_if_any(self, order: Sequence[str] = ()) -> None:
        """Raises ImportRefused when there are any; files are named in the given order."""
        if self.total:
            raise ImportRefused(self.in_order(order), self.total)


def shown(text: str) -> str:
    """What was given, safe to print: at most 60 characters, those that do not print escaped."""
    short = text if len(text) <= _LONGEST_SHOWN else f"{text[: _LONGEST_SHOWN - 3]}..."
    return short if short.isprintable() else short.encode("unicode_escape").decode("ascii")


def nearest(asked: str, known: Iterable[str], *, at_least: float = _NEAR_ENOUGH) -> str | None:
    """The known text that reads most like `asked`; None when nothing is near."""
    choices = list(known)
    # Case is compared too, so that of two near ones the one in the same case wins.
    found = process.extractOne(asked[:200], choices, scorer=fuzz.ratio, score_cutoff=at_least)
    if found is None:
        found = process.extractOne(
            asked[:200], choices, scorer=fuzz.ratio, processor=str.casefold, score_cutoff=at_least
        )
    return found[0] if found else None


def did_you_mean(found: str | None) -> str | None:
    """The question to ask about a near text."""
    return None if found is None else f"did you mean {shown(found)}?"
