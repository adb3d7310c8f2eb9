"""How alike two names read, for "did you mean": a suggestion must be the same words, misspelt or joined otherwise.

The likeness of whole texts says too much for names that share a word: "content management" and "contract management"
are 86 % alike. So words are compared one by one and the least alike pair counts. docs/importing.md has the figures
from which the threshold comes.
"""

import re
from collections.abc import Iterable

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

NEAR_ENOUGH = 85.0
_PROPOSED = 20
_PROPOSED_FROM = 70.0
_LONGEST = 200
# Words of fewer letters are mostly abbreviations, of which each letter says something.
_SHORTEST_MISSPELT = 5
_SHORTEST_JOINED = 8
_WORD = re.compile(r"[^\W_]+(?:[+#]+)?")
_DIGITS = re.compile(r"[0-9]+")


def likeness(asked: str, known: str) -> float:
    """0 to 100 for two normalised names: 100 for the same letters, else how alike the least alike words are."""
    ours, theirs = _WORD.findall(asked), _WORD.findall(known)
    mine, other = "".join(ours), "".join(theirs)
    if mine == other:
        return 100.0
    by_word = min(map(_alike, ours, theirs)) if len(ours) == len(theirs) else 0.0
    if len(ours) != len(theirs) and min(len(mine), len(other)) >= _SHORTEST_JOINED:
        return _alike(mine, other) if OSA.distance(mine, other) == 1 else 0.0
    return by_word


def likest(asked: str, known: Iterable[str], *, at_least: float = NEAR_ENOUGH) -> str | None:
    """The normalised name that is most like `asked`, the first by text of equal ones; None when none is near."""
    short = asked[:_LONGEST]
    proposed = process.extract(short, list(known), scorer=fuzz.ratio, limit=_PROPOSED, score_cutoff=_PROPOSED_FROM)
    found = [(likeness(short, name), ratio, name) for name, ratio, _ in proposed]
    near = sorted((-alike, -ratio, name) for alike, ratio, name in found if alike >= at_least)
    return near[0][2] if near else None


def nearest_id(asked: str, known: Iterable[str]) -> str | None:
    """The id that reads most like `asked` and holds the same numbers: others are other people's. None: none is near."""
    short = asked[:_LONGEST]
    proposed = process.extract(
        short, list(known), scorer=fuzz.ratio, processor=str.casefold, limit=_PROPOSED, score_cutoff=_PROPOSED_FROM
    )
    return next((name for name, _, _ in proposed if _same_numbers(short, name)), None)


def _same_numbers(asked: str, known: str) -> bool:
    return [int(digits) for digits in _DIGITS.findall(asked)] == [int(digits) for digits in _DIGITS.findall(known)]


def _alike(one: str, other: str) -> float:
    if one == other:
        return 100.0
    if one.removesuffix("s") == other.removesuffix("s"):
        return 95.0
    if one[:1] != other[:1] or min(len(one), len(other)) < _SHORTEST_MISSPELT:
        return 0.0
    if _DIGITS.findall(one) != _DIGITS.findall(other):
        return 0.0
    alike = 100.0 * OSA.normalized_similarity(one, other)
    # One letter is a slip also in a short word; two make another word of it.
    return max(alike, NEAR_ENOUGH) if OSA.distance(one, other, score_cutoff=1) == 1 else alike
