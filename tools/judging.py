"""Judges strengths of pairs of skills by what adverts ask for together; the protocol is in docs/relatedness.md."""

import csv
import gzip
import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from random import Random
from typing import TypeAlias

from graphapi.taxonomy.labels import normalise

Pair: TypeAlias = tuple[int, int]

SET_ASIDE = 0.3
LEAST_ADVERTS = 10
LEAST_TOGETHER = 5
DRAWS = 500
_TAIL = 0.025


@dataclass(frozen=True, slots=True)
class Adverts:
    """What adverts ask for, as normalised names; one of each set of names. set_aside and judged share no advert."""

    set_aside: list[frozenset[str]]
    judged: list[frozenset[str]]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure and the interval around it."""

    value: float
    low: float
    high: float


def read_adverts(paths: Iterable[Path]) -> Adverts:
    """Reads CSV files without a header, packed by gzip or not: an id, then names."""
    seen: set[frozenset[str]] = set()
    adverts = Adverts([], [])
    for path in paths:
        opened = gzip.open if path.suffix == ".gz" else open
        with opened(path, "rt", encoding="utf-8", newline="") as text:
            for row in csv.reader(text):
                names = frozenset(name for cell in row[1:] if (name := normalise(cell.replace("_", " "))))
                if names and names not in seen:
                    seen.add(names)
                    (adverts.set_aside if _is_set_aside(row[0]) else adverts.judged).append(names)
    return adverts


def _is_set_aside(advert_id: str) -> bool:
    first = int.from_bytes(hashlib.sha256(advert_id.encode()).digest()[:8])
    return first < SET_ASIDE * 2**64


def skills_in(adverts: Iterable[Iterable[str]], numbers: Mapping[str, int]) -> list[frozenset[int]]:
    """The skills that adverts ask for; numbers: of the one skill that bears a name."""
    return [frozenset(numbers[name] for name in names if name in numbers) for names in adverts]


def judged_pairs(adverts: Sequence[frozenset[int]], seed: int) -> tuple[list[Pair], list[Pair]]:
    """Positive pairs, and as many negative ones that are as popular."""
    asked = Counter(skill for skills in adverts for skill in skills)
    together = Counter(pair for skills in adverts for pair in combinations(sorted(skills), 2))
    judged = sorted(skill for skill, count in asked.items() if count >= LEAST_ADVERTS)
    alike: dict[int, list[int]] = defaultdict(list)
    for skill in judged:
        alike[asked[skill].bit_length()].append(skill)
    found = sorted(
        (a, b)
        for (a, b), count in together.items()
        if min(asked[a], asked[b]) >= LEAST_ADVERTS
        and count >= LEAST_TOGETHER
        and count * len(adverts) > asked[a] * asked[b]
    )
    rng = Random(seed)
    rng.shuffle(found)
    positive: list[Pair] = []
    negative: list[Pair] = []
    drawn: set[Pair] = set()
    for pair in found:
        kept, other = pair if rng.random() < 0.5 else (pair[1], pair[0])
        choices = [
            made
            for skill in alike[asked[other].bit_length()]
            if skill != kept
            and (made := (min(kept, skill), max(kept, skill))) not in together
            and made not in drawn
        ]
        if choices:
            chosen = rng.choice(choices)
            drawn.add(chosen)
            positive.append(pair)
            negative.append(chosen)
    return positive, negative


def auc(positive: Iterable[tuple[float, float]], negative: Iterable[tuple[float, float]]) -> float:
    """How often a positive score is above a negative one, ties half; scores come with weights of 0 or more.

    0.5 when one of the two weighs nothing.
    """
    at: dict[float, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for side, scores in enumerate((negative, positive)):
        for score, weight in scores:
            at[score][side] += weight
    below = won = all_positive = 0.0
    for score in sorted(at):
        lost, gained = at[score]
        won += gained * (below + lost / 2.0)
        below += lost
        all_positive += gained
    return won / (below * all_positive) if below and all_positive else 0.5


class Judge:
    """Compares measures on the same pairs and the same draws of skills."""

    def __init__(self, positive: Sequence[Pair], negative: Sequence[Pair], seed: int, draws: int = DRAWS) -> None:
        self._pairs = [*positive, *negative]
        self._positive = len(positive)
        skills = sorted({skill for pair in self._pairs for skill in pair})
        rng = Random(seed)
        self._weights: list[list[float]] = []
        for _ in range(draws):
            counts = Counter(rng.choices(skills, k=len(skills)))
            self._weights.append([float(counts[a] * counts[b]) for a, b in self._pairs])

    def judge(self, strengths: Mapping[Pair, float]) -> Estimate:
        """The AUC of a measure; pairs that it does not speak of have strength 0."""
        return self._estimate([strengths])

    def gain(self, strengths: Mapping[Pair, float], over: Mapping[Pair, float]) -> Estimate:
        """By how much the AUC of a measure is above that of another."""
        return self._estimate([strengths, over])

    def _estimate(self, measures: Sequence[Mapping[Pair, float]]) -> Estimate:
        scores = [[strengths.get(pair, 0.0) for pair in self._pairs] for strengths in measures]

        def figure(weights: Sequence[float]) -> float:
            first, *others = [self._auc(each, weights) for each in scores]
            return first - sum(others)

        drawn = sorted(figure(weights) for weights in self._weights)
        tail = round(_TAIL * (len(drawn) - 1))
        return Estimate(figure([1.0] * len(self._pairs)), drawn[tail], drawn[-1 - tail])

    def _auc(self, scores: Sequence[float], weights: Sequence[float]) -> float:
        weighed = list(zip(scores, weights, strict=True))
        return auc(weighed[: self._positive], weighed[self._positive :])
