"""Where skills stand: depths, ancestors, and the likeness of two places after Wu and Palmer.

Verb Semantics and Lexical Selection, ACL 1994. What has no parent is a root and never counts as a common ancestor.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from graphapi.relatedness.model import DEEPEST


@dataclass(frozen=True, slots=True)
class Place:
    """A skill's place. line: itself and what is above it but roots, with depths, the deepest first; nodes: the same
    as a set; kin: the skills above it.
    """

    depth: int
    line: tuple[tuple[str, int], ...]
    nodes: frozenset[str]
    kin: frozenset[int]


class Hierarchy:
    """Skills over the clusters and skills above them; nodes may have several parents. Places are found when asked for.

    The depth of a node is the longest way down to it from a root, which has depth 1, and is capped: below that,
    ESCO's branches differ in length by habit. Of several common ancestors the deepest counts.
    """

    def __init__(self, skills: Sequence[str], parents: Mapping[str, Iterable[str]]) -> None:
        """parents: of every node that has some, skills and clusters alike. A circle, which no door lets in, is cut."""
        self._skills = skills
        self._numbers = {skill: number for number, skill in enumerate(skills)}
        self._parents = {node: tuple(sorted(set(above))) for node, above in parents.items()}
        self._children: dict[str, list[str]] = defaultdict(list)
        for node, above in self._parents.items():
            for each in above:
                self._children[each].append(node)
        self._depths: dict[str, int] = {}
        self._above: dict[str, frozenset[str]] = {}
        self._places: dict[int, Place] = {}
        self._below: dict[str, tuple[int, ...]] = {}

    def place(self, skill: int) -> Place:
        """Where the skill stands."""
        found = self._places.get(skill)
        if found is None:
            found = self._places[skill] = self._find_place(self._skills[skill])
        return found

    def likeness(self, a: int, b: int) -> float:
        """2 * depth of the nearest common ancestor / (depth of a + depth of b), in [0, 1]; 0 without one."""
        here, there = self.place(a), self.place(b)
        for node, depth in here.line:
            if node in there.nodes:
                return 2.0 * depth / (here.depth + there.depth)
        return 0.0

    def ceiling(self, skill: int, depth: int | None = None) -> float:
        """The likeness to another skill, not in line, at most: over an ancestor of this depth, or over the deepest.

        Neither of two such skills is the common ancestor, so both lie below it, as far as depths are told apart.
        """
        here = self.place(skill)
        if depth is None:
            depth = max((depth for node, depth in here.line if node != self._skills[skill]), default=0)
        below = min(depth + 1, DEEPEST)
        return 2.0 * depth / (max(here.depth, below) + below)

    def in_line(self, a: int, b: int) -> bool:
        """Whether one of the two skills is an ancestor of the other."""
        return a in self.place(b).kin or b in self.place(a).kin

    def below(self, node: str) -> tuple[int, ...]:
        """The skills at and below a node."""
        found = self._below.get(node)
        if found is None:
            waiting, seen = [node], {node}
            while waiting:
                for child in self._children.get(waiting.pop(), ()):
                    if child not in seen:
                        seen.add(child)
                        waiting.append(child)
            found = self._below[node] = tuple(
                sorted(self._numbers[each] for each in seen if each in self._numbers)
            )
        return found

    def _find_place(self, skill: str) -> Place:
        self._settle(skill)
        above = self._above[skill]
        # A name breaks ties, so that the order is the same in every process.
        line = sorted(
            ((node, min(self._depths[node], DEEPEST)) for node in above if self._parents.get(node)),
            key=lambda each: (-each[1], each[0]),
        )
        kin = frozenset(self._numbers[node] for node in above if node != skill and node in self._numbers)
        return Place(min(self._depths[skill], DEEPEST), tuple(line), frozenset(node for node, _ in line), kin)

    def _settle(self, start: str) -> None:
        """Finds the depth of a node and what is above it, without recursion."""
        waiting, opened = [start], set[str]()
        while waiting:
            node = waiting[-1]
            if node in self._depths:
                waiting.pop()
                continue
            above = self._parents.get(node, ())
            missing = [each for each in above if each not in self._depths and each not in opened]
            if missing and node not in opened:
                opened.add(node)
                waiting.extend(missing)
                continue
            known = [each for each in above if each in self._depths]
            self._depths[node] = 1 + max((self._depths[each] for each in known), default=0)
            self._above[node] = frozenset({node}).union(*(self._above[each] for each in known))
            waiting.pop()
