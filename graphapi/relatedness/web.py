"""The web of relations that follows from what each skill names, with no hub in it.

A pair is in the web when one names the other. A skill that many name keeps its MOST_NEIGHBOURS strongest; the pairs
that fall off there are crowded out. Both kinds are stored, so that the web can be mended where it changes alone.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from math import inf

from graphapi.relatedness.model import MOST_NEIGHBOURS, NAMED, Parts
from graphapi.relatedness.naming import Evidence, order_of

Pair = tuple[int, int]
Named = dict[int, dict[int, Parts]]


def pairs_of(named: Mapping[int, Mapping[int, Parts]]) -> dict[Pair, Parts]:
    """The web: every pair of which one names the other, the smaller number first."""
    return {
        (min(skill, other), max(skill, other)): parts
        for skill, others in named.items()
        for other, parts in others.items()
    }


def nearest(pairs: Mapping[Pair, Parts], most: int) -> dict[int, set[int]]:
    """Of each skill, the strongest of its pairs."""
    others: dict[int, list[tuple[float, bool, int]]] = defaultdict(list)
    for (a, b), parts in pairs.items():
        others[a].append(order_of(a, b, parts.strength))
        others[b].append(order_of(b, a, parts.strength))
    return {skill: {other for _, _, other in sorted(found)[:most]} for skill, found in others.items()}


def kept(pairs: Mapping[Pair, Parts]) -> set[Pair]:
    """The pairs that are among the strongest of both of their skills."""
    strongest = nearest(pairs, MOST_NEIGHBOURS)
    return {(a, b) for a, b in pairs if b in strongest[a] and a in strongest[b]}


def named_in(pairs: Mapping[Pair, Parts]) -> Named:
    """What each skill names, read back from the web: its strongest pairs, for what it names is always in the web."""
    return {
        skill: {other: pairs[min(skill, other), max(skill, other)] for other in others}
        for skill, others in nearest(pairs, NAMED).items()
    }


def mend(
    evidence: Evidence, before: Mapping[Pair, Parts], touched: Collection[int], left_behind: Collection[int] = ()
) -> dict[Pair, Parts]:
    """The web after the evidence about the touched skills has changed, from the web of before.

    left_behind: skills that were in a pair with one that no longer takes part. Only pairs with a touched skill can
    have become weaker or stronger. So three kinds of lists change: those of the touched skills, those of skills that
    were in a pair with one, and those of other skills that a touched skill has come near enough to join.
    """
    changed = set(touched)
    named = named_in(before)
    recomputed = changed | set(left_behind) | partners(before, changed)
    for skill in recomputed:
        named[skill] = evidence.named_by(skill)
    floors = {skill: _floor(others) for skill, others in named.items()}
    # The lists of the recomputed skills are complete already.
    floors |= dict.fromkeys(recomputed, inf)
    for skill in changed:
        for other, parts in evidence.reaching(skill, lambda other: floors.get(other, 0.0)).items():
            named[other] = _strongest(other, named.get(other, {}) | {skill: parts})
            floors[other] = _floor(named[other])
    return pairs_of(named)


def partners(pairs: Iterable[Pair], skills: Collection[int]) -> set[int]:
    """Whoever is in a pair with one of the skills."""
    return {other for pair in pairs for other in pair if pair[0] in skills or pair[1] in skills} - set(skills)


def _floor(others: Mapping[int, Parts]) -> float:
    """What is weaker than this does not come into a list."""
    return min(parts.strength for parts in others.values()) if len(others) >= NAMED else 0.0


def _strongest(skill: int, others: Mapping[int, Parts]) -> dict[int, Parts]:
    ordered = sorted(others, key=lambda other: order_of(skill, other, others[other].strength))
    return {other: others[other] for other in ordered[:NAMED]}
