"""Relatedness written out plainly: every pair looked at, every list sorted, nothing saved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from math import sqrt


@dataclass
class World:
    """Skills are the nodes that start with s; parents of nodes, skills of occupations and of people."""

    skills: Sequence[str]
    parents: Mapping[str, set[str]]
    occupations: Sequence[set[str]]
    people: Sequence[set[str]] = field(default_factory=list[set[str]])
    apart: set[frozenset[str]] = field(default_factory=set[frozenset[str]])


def ancestors(world: World, node: str) -> set[str]:
    found: set[str] = set()
    for parent in world.parents.get(node, ()):
        found |= {parent} | ancestors(world, parent)
    return found


def depth(world: World, node: str, deepest: int) -> int:
    ways = [depth(world, parent, 1_000) for parent in world.parents.get(node, ())]
    return min(1 + max(ways, default=0), deepest)


def strength(world: World, a: str, b: str, *, deepest: int, least_holders: int) -> float:
    """The strength of a pair by the formulas of the documentation."""
    common = ({a} | ancestors(world, a)) & ({b} | ancestors(world, b))
    depths = [depth(world, node, deepest) for node in common if world.parents.get(node)]
    hierarchy = 2 * max(depths) / (depth(world, a, deepest) + depth(world, b, deepest)) if depths else 0.0
    both, needing_a, needing_b = _counts(world.occupations, a, b)
    occupations = both / (needing_a + needing_b - both + 3)
    cold = 1 - (1 - 0.3 * hierarchy) * (1 - 0.7 * sqrt(occupations))
    having, having_a, having_b = _counts(world.people, a, b)
    rarer = min(having_a, having_b)
    if rarer < least_holders:
        return round(cold, 4)
    weight = rarer / (rarer + 5)
    return round((1 - weight) * cold + weight * 0.8 * sqrt(having / (having_a + having_b - having)), 4)


def _counts(groups: Sequence[set[str]], a: str, b: str) -> tuple[int, int, int]:
    return (
        sum({a, b} <= each for each in groups),
        sum(a in each for each in groups),
        sum(b in each for each in groups),
    )


def relations(
    world: World, *, named: int, most: int, deepest: int = 7, least_holders: int = 10
) -> dict[tuple[str, str], tuple[str, float]]:
    """Every pair that one of the two names: RELATED, or CROWDED when it is not among the strongest of both."""
    strengths = {
        frozenset((a, b)): found
        for a, b in combinations(world.skills, 2)
        if frozenset((a, b)) not in world.apart
        and a not in ancestors(world, b)
        and b not in ancestors(world, a)
        and (found := strength(world, a, b, deepest=deepest, least_holders=least_holders)) >= 0.1
    }

    def ordered(skill: str, pairs: set[frozenset[str]]) -> list[frozenset[str]]:
        def order(pair: frozenset[str]) -> tuple[float, bool, str]:
            [other] = pair - {skill}
            return (-strengths[pair], other < skill, other)

        return sorted((pair for pair in pairs if skill in pair), key=order)

    web = {pair for skill in world.skills for pair in ordered(skill, set(strengths))[:named]}
    strongest = {skill: ordered(skill, web)[:most] for skill in world.skills}
    return {
        (min(pair), max(pair)): (
            "RELATED" if all(pair in strongest[skill] for skill in pair) else "CROWDED",
            strengths[pair],
        )
        for pair in web
    }
