"""Cleans what a concept is called: one text for each name, each in one place, and counts what was wrong."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from graphapi.esco.model import Names
from graphapi.taxonomy.labels import normalise

# Control characters, and the signs that nobody sees: soft hyphen, zero-width and direction-changing ones, byte order
# mark.
_UNSEEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff]"
)
_SPACES = re.compile(r"\s+")
_EXAMPLES = 5


class Tally:
    """Counts defects by key and remembers the first examples of each."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.examples: dict[str, list[str]] = defaultdict(list)

    def add(self, key: str, example: str = "", count: int = 1) -> None:
        """Counts a defect."""
        self.counts[key] += count
        examples = self.examples[key]
        if example and count and len(examples) < _EXAMPLES and example not in examples:
            examples.append(example)


def clean(text: str, tally: Tally) -> str:
    """The text on one line, with single spaces and without signs that nobody sees."""
    return _single(_seen(text, tally))


def clean_label(text: str, tally: Tally) -> str:
    """The same for a label, where stray spaces count as a defect."""
    seen = _seen(text, tally)
    label = _single(seen)
    if label != seen:
        tally.add("spaces", label)
    return label


def _seen(text: str, tally: Tally) -> str:
    seen = _UNSEEN.sub("", text)
    if seen != text:
        tally.add("unseenSigns", seen.strip()[:100])
    return seen


def _single(text: str) -> str:
    return _SPACES.sub(" ", text).strip()


def names_of(preferred: str, alternative: str, hidden: str, tally: Tally) -> Names:
    """The names in one language; the other labels stand one a line in a cell."""
    first = clean_label(preferred, tally)
    # Letter by letter, as the texts stand in the file.
    if preferred in alternative.split("\n"):
        tally.add("preferredRepeatedVerbatim", first)
    said = {normalise(first)}
    alternatives = _others(alternative, "alternative", first, said, tally)
    hiddens = _others(hidden, "hidden", first, said, tally)
    return Names(first, alternatives, hiddens)


def _others(cell: str, kind: str, preferred: str, said: set[str], tally: Tally) -> tuple[str, ...]:
    """The labels of a cell that say something new; a concept counts once for each defect."""
    earlier, own = set(said), set[str]()
    kept: list[str] = []
    lines = [clean_label(line, tally) for line in cell.split("\n") if line.strip()]
    faults: set[str] = set()
    for line in lines:
        norm = normalise(line)
        if not norm:
            continue
        if norm == normalise(preferred):
            faults.add("preferredRepeated" if kind == "alternative" else "preferredHidden")
        elif norm in own:
            faults.add("labelTwice")
        elif norm in earlier:
            faults.add("alternativeHidden")
        else:
            kept.append(line)
            said.add(norm)
        own.add(norm)
    for fault in sorted(faults):
        tally.add(fault, preferred)
    return tuple(kept)


def shared_labels(names: Mapping[str, Names]) -> tuple[list[str], list[str]]:
    """Normalised labels that several concepts bear: among what people see, and with the hidden ones too."""
    seen: dict[str, set[str]] = defaultdict(set)
    every: dict[str, set[str]] = defaultdict(set)
    for uri, name in names.items():
        for text in (name.preferred, *name.alternative):
            seen[normalise(text)].add(uri)
        for text in (name.preferred, *name.alternative, *name.hidden):
            every[normalise(text)].add(uri)
    return _several(seen), _several(every)


def _several(bearers: Mapping[str, Iterable[str]]) -> list[str]:
    return sorted(label for label, uris in bearers.items() if len(list(uris)) > 1)
