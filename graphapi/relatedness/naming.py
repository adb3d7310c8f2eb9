"""Which other skills a skill names as its nearest, from all the evidence."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from heapq import heappush, heappushpop
from math import sqrt

from graphapi.relatedness.hierarchy import Hierarchy
from graphapi.relatedness.model import (
    DOUBT,
    HIERARCHY_RELIABILITY,
    HOLDERS_RELIABILITY,
    LEAST_STRENGTH,
    NAMED,
    OCCUPATIONS_RELIABILITY,
    Parts,
    fuse,
    holders_part,
    holders_weight,
    occupations_part,
    rounded,
)
from graphapi.relatedness.sharing import Sharing


def order_of(skill: int, other: int, strength: float) -> tuple[float, bool, int]:
    """Where another skill stands among those of a skill, smaller first: the stronger, then the next by id.

    Of many that are equally strong, skills later by id come first, and then from the first one on: if all named the
    same first ones, these would become hubs.
    """
    return (-strength, other < skill, other)


@dataclass(slots=True)
class Evidence:
    """Everything that strengths are computed from; skills are numbers in the order of their ids.

    apart: pairs (smaller first) that somebody has related otherwise, and that are left alone.
    """

    skills: list[str]
    hierarchy: Hierarchy
    occupations: Sharing
    holders: Sharing
    apart: Collection[tuple[int, int]]

    def parts(self, a: int, b: int, needing: int, having: int) -> Parts:
        """The strength of a pair that `needing` occupations need both of, and `having` people have both of."""
        likeness = self.hierarchy.likeness(a, b)
        occupations = self._occupations(a, b, needing)
        holders, weight = self._holders(a, b, having)
        return Parts(
            rounded(fuse(likeness, occupations, holders, weight)),
            rounded(likeness),
            rounded(occupations),
            None if holders is None else rounded(holders),
        )

    def reaching(self, skill: int, least: Callable[[int], float]) -> dict[int, Parts]:
        """Every other skill with which the pair is as strong as `least` says of the other, and LEAST_STRENGTH.

        What a pair can reach at most is cheap to say, and rules out nearly all.
        """
        needing, having = self.occupations.with_others(skill), self.holders.with_others(skill)
        found: dict[int, Parts] = {}

        def look(other: int, ceiling: float) -> None:
            bound = max(least(other), LEAST_STRENGTH)
            if ceiling >= bound and self._may(skill, other):
                parts = self.parts(skill, other, needing.get(other, 0), having.get(other, 0))
                if parts.strength >= bound:
                    found[other] = parts

        for ceiling, other in self._ceilings(skill, needing, having):
            look(other, rounded(ceiling))
        seen = {skill, *needing, *having}
        for node, depth in self.hierarchy.place(skill).line:
            ceiling = rounded(HIERARCHY_RELIABILITY * self.hierarchy.ceiling(skill, depth))
            if ceiling < LEAST_STRENGTH:
                break
            for other in self.hierarchy.below(node):
                if other not in seen:
                    seen.add(other)
                    look(other, ceiling)
        return found

    def named_by(self, skill: int) -> dict[int, Parts]:
        """The strongest of them, at most NAMED: the same as sorting all, without looking closely at all."""
        needing, having = self.occupations.with_others(skill), self.holders.with_others(skill)
        kept = _Nearest(skill)
        # What a pair can reach at most, were the other the next in the hierarchy, is cheap to say; the likeness is not.
        for ceiling, other in self._ceilings(skill, needing, having):
            if rounded(ceiling) < kept.least:
                break
            self._offer(kept, skill, other, needing.get(other, 0), having.get(other, 0))
        seen = {skill, *needing, *having}
        for other in self._alike(skill, lambda: kept.least):
            if other not in seen:
                seen.add(other)
                self._offer(kept, skill, other, 0, 0)
        return kept.found()

    def _offer(self, kept: "_Nearest", a: int, b: int, needing: int, having: int) -> None:
        """Offers a pair, unless it is plainly too weak: most are, so that this is looked at first."""
        holders, weight = self._holders(a, b, having)
        occupations = self._occupations(a, b, needing)
        strength = fuse(self.hierarchy.likeness(a, b), occupations, holders, weight)
        if rounded(strength) >= kept.least and self._may(a, b):
            kept.offer(b, self.parts(a, b, needing, having))

    def _ceilings(
        self, skill: int, needing: Mapping[int, int], having: Mapping[int, int]
    ) -> list[tuple[float, int]]:
        """What a pair with each other skill can reach at most, the highest first."""
        sizes, own = self.occupations.sizes, self.occupations.size(skill) + DOUBT
        best = HIERARCHY_RELIABILITY * self.hierarchy.ceiling(skill)
        rest = 1.0 - best
        found = [
            (1.0 - rest * (1.0 - OCCUPATIONS_RELIABILITY * sqrt(shared / (own + sizes[other] - shared))), other)
            for other, shared in needing.items()
        ]
        if having:
            cold = {other: ceiling for ceiling, other in found}
            found = [(self._with_holders(skill, other, ceiling, having), other) for other, ceiling in cold.items()]
            found += [
                (self._with_holders(skill, other, best, having), other) for other in having if other not in cold
            ]
        found.sort(reverse=True)
        return found

    def _with_holders(self, a: int, b: int, ceiling: float, having: Mapping[int, int]) -> float:
        holders, weight = self._holders(a, b, having.get(b, 0))
        return (
            ceiling if holders is None else (1.0 - weight) * ceiling + weight * HOLDERS_RELIABILITY * sqrt(holders)
        )

    def _occupations(self, a: int, b: int, needing: int) -> float:
        return occupations_part(needing, self.occupations.size(a), self.occupations.size(b)) if needing else 0.0

    def _holders(self, a: int, b: int, having: int) -> tuple[float | None, float]:
        x, y = self.holders.size(a), self.holders.size(b)
        weight = holders_weight(x, y)
        return (holders_part(having, x, y), weight) if weight else (None, 0.0)

    def _may(self, a: int, b: int) -> bool:
        return not self.hierarchy.in_line(a, b) and ((a, b) if a < b else (b, a)) not in self.apart

    def _alike(self, skill: int, least: Callable[[], float]) -> Iterator[int]:
        """Skills under a common ancestor, from the nearest ancestors on, while these can make a pair strong enough."""
        for node, depth in self.hierarchy.place(skill).line:
            if rounded(HIERARCHY_RELIABILITY * self.hierarchy.ceiling(skill, depth)) < least():
                return
            yield from self.hierarchy.below(node)


class _Nearest:
    """Keeps the few strongest of what is offered."""

    def __init__(self, skill: int) -> None:
        self._skill = skill
        self._heap: list[tuple[tuple[float, bool, int], int, Parts]] = []

    @property
    def least(self) -> float:
        """Weaker than this is in vain."""
        return self._heap[0][0][0] if len(self._heap) == NAMED else LEAST_STRENGTH

    def offer(self, other: int, parts: Parts) -> None:
        if parts.strength < LEAST_STRENGTH:
            return
        negative, before, number = order_of(self._skill, other, parts.strength)
        # The heap has the weakest on top, so the order is turned around.
        entry = ((-negative, not before, -number), other, parts)
        if len(self._heap) < NAMED:
            heappush(self._heap, entry)
        else:
            heappushpop(self._heap, entry)

    def found(self) -> dict[int, Parts]:
        return {other: parts for _, other, parts in self._heap}
