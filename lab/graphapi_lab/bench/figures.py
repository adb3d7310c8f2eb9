"""What the benchmark has measured, as a flat list that a table and JSON are made of."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from graphapi_lab.bench.timing import growth, quantile


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure. p95 is None for what was measured once; count: how many measurements stand behind it."""

    group: str
    what: str
    people: int
    unit: str
    value: float
    p95: float | None = None
    count: int = 1


@dataclass(frozen=True, slots=True)
class Aim:
    """What a figure should be, and whether it is."""

    what: str
    said: str
    found: str
    met: bool


def _nobody_listens(_: Figure) -> None:
    pass


@dataclass(slots=True)
class Figures:
    """Collects figures and tells `heard` of each; `differences` are answers that were not the same on all ways."""

    heard: Callable[[Figure], None] = _nobody_listens
    found: list[Figure] = field(default_factory=list[Figure])
    differences: list[str] = field(default_factory=list[str])

    def times(self, group: str, what: str, people: int, seconds: Sequence[float]) -> None:
        """Adds the median and the 95th percentile of some durations, in milliseconds."""
        if seconds:
            p50, p95 = (quantile(seconds, part) * 1000 for part in (0.5, 0.95))
            self._keep(Figure(group, what, people, "ms", p50, p95, len(seconds)))

    def add(self, group: str, what: str, people: int, unit: str, value: float, count: int = 1) -> None:
        """Adds one figure."""
        self._keep(Figure(group, what, people, unit, value, None, count))

    def _keep(self, figure: Figure) -> None:
        self.found.append(figure)
        self.heard(figure)

    def get(self, group: str, what: str, people: int) -> Figure | None:
        """The figure, if it was measured."""
        return next(
            (each for each in self.found if (each.group, each.what, each.people) == (group, what, people)), None
        )

    def exponent(self, group: str, what: str, sizes: Sequence[int]) -> float | None:
        """How the figure grows from the last size but one to the last."""
        if len(sizes) < 2:
            return None
        small, large = (self.get(group, what, people) for people in sizes[-2:])
        if small is None or large is None or min(small.value, large.value) <= 0:
            return None
        return growth(small.value, large.value, sizes[-1] / sizes[-2])
