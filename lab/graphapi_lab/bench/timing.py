"""What is said of repeated measurements: median, 95th percentile, and how they grow with the size of the map."""

import math
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds of `count` measurements."""

    count: int
    p50: float
    p95: float

    @classmethod
    def of(cls, seconds: Sequence[float]) -> "Times":
        """Raises ValueError when there are none."""
        return cls(len(seconds), quantile(seconds, 0.5) * 1000, quantile(seconds, 0.95) * 1000)


def quantile(values: Sequence[float], part: float) -> float:
    """The value below which `part` (0..1) of the values lie, between neighbours in proportion."""
    if not values:
        raise ValueError("There is nothing to take a quantile of.")
    ordered = sorted(values)
    at = part * (len(ordered) - 1)
    below = math.floor(at)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (at - below)


def growth(small: float, large: float, times_larger: float) -> float:
    """The exponent e for which cost grows as size ** e: 0 is constant, 1 proportional."""
    return math.log(large / small) / math.log(times_larger)
