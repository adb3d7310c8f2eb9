"""The measure of relatedness: its constants, the parts it is made of, and how they become one strength.

    hierarchy   = 2 * depth(nearest common ancestor) / (depth(a) + depth(b))                Wu & Palmer 1994
    occupations = |needing both| / (|needing a or b| + 3)                                   Jaccard, shrunk
    holders     = |having both| / |having a or b|         once both skills have ten holders
    cold        = 1 - (1 - 0.3 * hierarchy) * (1 - 0.7 * sqrt(occupations))
    strength    = cold, or (1 - w) * cold + w * 0.8 * sqrt(holders),  w = n / (n + 5),  n = holders of the rarer skill

What each constant is for, and how well it does: docs/relatedness.md.
"""

from dataclasses import dataclass
from math import sqrt

SOURCE = "evidence"

HIERARCHY_RELIABILITY = 0.3
OCCUPATIONS_RELIABILITY = 0.7
HOLDERS_RELIABILITY = 0.8
# As if this many occupations needed one of the two only: a single shared occupation is little evidence.
DOUBT = 3.0
LEAST_HOLDERS = 10
TAKE_OVER = 5.0
DEEPEST = 7
LEAST_STRENGTH = 0.1
NAMED = 8
MOST_NEIGHBOURS = 16
_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Parts:
    """A strength in (0, 1] and what it is made of, each in [0, 1]; holders is None without enough of them."""

    strength: float
    hierarchy: float
    occupations: float
    holders: float | None = None


@dataclass(frozen=True, slots=True)
class RelationDescription:
    """The strongest relation between two skills as seen from the first: RELATED, BROADER or NARROWER.

    source: who says so; parts: what it is made of, when the evidence says so.
    """

    kind: str
    strength: float
    source: str | None
    parts: Parts | None


def occupations_part(shared: int, a: int, b: int) -> float:
    """Of two skills that a and b occupations need, `shared` of them both."""
    return shared / (a + b - shared + DOUBT)


def holders_part(shared: int, a: int, b: int) -> float:
    """Of two skills that a and b people have, `shared` of them both."""
    return shared / (a + b - shared)


def holders_weight(a: int, b: int) -> float:
    """How far what people have outweighs the rest; 0 until both skills have enough holders."""
    rarer = min(a, b)
    return 0.0 if rarer < LEAST_HOLDERS else rarer / (rarer + TAKE_OVER)


def fuse(hierarchy: float, occupations: float, holders: float | None = None, weight: float = 0.0) -> float:
    """The strength that the parts make together, unrounded."""
    cold = 1.0 - (1.0 - HIERARCHY_RELIABILITY * hierarchy) * (1.0 - OCCUPATIONS_RELIABILITY * sqrt(occupations))
    if holders is None:
        return cold
    return (1.0 - weight) * cold + weight * HOLDERS_RELIABILITY * sqrt(holders)


def rounded(value: float) -> float:
    """As it is stored; the order of neighbours goes by what is stored."""
    return round(value, _DIGITS)
