"""The road through the arrays with numpy alone, for installations without numba: the same answers, a little later."""

import numpy as np
import numpy.typing as npt

from graphapi.people.ties import TIE_MODULUS
from graphapi.policy.model import BILLION, HIGHEST_LEVEL, ODD_CUT
from graphapi.rankindex.asking import BEFORE_ALL, Asked, Found
from graphapi.rankindex.people import NOBODY
from graphapi.rankindex.ragged import Int64s, gathered
from graphapi.rankindex.rankmap import LEVEL_BITS, LEVEL_MASK, RankMap
from graphapi.rankindex.vector_times import longest_minutes, shared_minutes

# How many of the nearest are looked at first; then eight times as many, until the page is full.
_FIRST_LOOK = 512
_GROWTH = 8


class VectorRoad:
    """As of Road."""

    name = "vectors"

    def rank(self, ranked: RankMap, asked: Asked) -> Found:
        """As of Road."""
        proximity, exact = _proximities(ranked, asked)
        billionths = np.floor(proximity * BILLION + ODD_CUT).astype(np.int64)
        people = np.flatnonzero((billionths > 0) & ~asked.hidden)
        if asked.after_billionths < BEFORE_ALL:
            people = people[_comes_after(ranked, asked, billionths[people], exact[people], people)]
        look = max(_FIRST_LOOK, 2 * asked.limit)
        while True:
            nearest = _nearest(people, billionths, look)
            kept = nearest[_is_shown(ranked, asked, nearest)]
            minutes = shared_minutes(ranked.people.offers, kept, asked.time)
            waived = asked.time.waived & ranked.people.asynchronous[kept]
            in_time = (minutes >= asked.time.asked) | waived
            kept, minutes, waived = kept[in_time], minutes[in_time], waived[in_time]
            if asked.time.session:
                long = (longest_minutes(ranked.people.offers, kept, asked.time) >= asked.time.session) | waived
                kept, minutes = kept[long], minutes[long]
            if len(kept) >= asked.limit or len(nearest) == len(people):
                break
            look *= _GROWTH
        ties = _ties(ranked, asked, kept)
        order = np.lexsort((ranked.people.rank[kept], ties, -exact[kept], -billionths[kept]))[: asked.limit]
        best = kept[order]
        return Found(
            best.astype(np.int32),
            billionths[best],
            exact[best].astype(np.int32),
            ties[order].astype(np.int32),
            minutes[order].astype(np.int32),
        )


def _proximities(ranked: RankMap, asked: Asked) -> tuple[npt.NDArray[np.float64], Int64s]:
    """By person: proximity, and how many targets are held exactly."""
    count = len(ranked.people.rank)
    proximity, exact = np.zeros(count), np.zeros(count, np.int64)
    levels: npt.NDArray[np.float64] = np.arange(LEVEL_MASK + 1, dtype=np.float64)
    for wanted, target, weight in zip(
        asked.wanted.tolist(), asked.levels.tolist(), asked.weights.tolist(), strict=True
    ):
        skills = np.concatenate([[wanted], ranked.near.view(wanted)])
        nearness = np.concatenate([[1.0], ranked.near.view(wanted, 1)])
        fit: npt.NDArray[np.float64] = asked.fit_at + (1.0 - asked.fit_at) * (levels - target + 1) / (
            HIGHEST_LEVEL + 1 - target
        )
        fit[:target] = asked.fit_below * levels[:target] / target
        remaining = np.log(1.0 - asked.damping * (nearness[:, None] * fit))
        counts = levels > asked.own[skills][:, None]
        held, which = gathered(ranked.holders, skills)
        cell = which * (LEVEL_MASK + 1) + (held & LEVEL_MASK)
        better = counts.ravel()[cell]
        person, cell = held[better] >> LEVEL_BITS, cell[better]
        logarithms = np.bincount(person, remaining.ravel()[cell], count)
        touched = np.flatnonzero(logarithms)
        proximity[touched] += weight * (1.0 - np.exp(logarithms[touched]))
        exact += np.bincount(person[cell <= LEVEL_MASK], minlength=count)
    return proximity, exact


def _comes_after(
    ranked: RankMap, asked: Asked, billionths: Int64s, exact: Int64s, people: Int64s
) -> npt.NDArray[np.bool_]:
    same = billionths == asked.after_billionths
    later = same & (exact < asked.after_exact)
    same &= exact == asked.after_exact
    ties = _ties(ranked, asked, people)
    later |= same & (ties > asked.after_tie)
    same &= ties == asked.after_tie
    later |= same & (ranked.people.rank[people] >= asked.after_rank)
    return (billionths < asked.after_billionths) | later


def _ties(ranked: RankMap, asked: Asked, people: Int64s) -> Int64s:
    keys = ranked.people.tie_key[people].astype(np.int64)
    return (keys * asked.tie_factor + asked.tie_shift) % TIE_MODULUS


def _nearest(people: Int64s, billionths: Int64s, look: int) -> Int64s:
    """At least `look` of the nearest, and everybody who is as near as the last of them."""
    if len(people) <= look:
        return people
    near = billionths[people]
    bound = np.partition(near, len(near) - look)[len(near) - look]
    return people[near >= bound]


def _is_shown(ranked: RankMap, asked: Asked, people: Int64s) -> npt.NDArray[np.bool_]:
    manager = ranked.people.manager
    first = manager[people]
    # Nobody has the number -1, which as an index is the last person, whose manager counts for nobody here.
    second = np.where(first == NOBODY, NOBODY, manager[first])
    line = (first == asked.mentee) | (second == asked.mentee)
    weekly = ranked.people.weekly_minutes[people]
    gives = (weekly < 0) | (weekly >= asked.time.asked)
    return asked.languages[ranked.people.language_set[people]] & ~line & gives
