"""A question to the rank index: which numbers of the map it looks at, and what each of them weighs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from graphapi.attributes.model import demands_of
from graphapi.graphdb.scope import EVERYBODY, Scope
from graphapi.matching.facts import GoalFacts, RankedMentor
from graphapi.matching.model import Place
from graphapi.people.ties import tie_order
from graphapi.rankindex.asking_time import AskedTime, asked_time
from graphapi.rankindex.model import day_number
from graphapi.rankindex.people import Bools
from graphapi.rankindex.ragged import Int32s, Int64s
from graphapi.rankindex.rankmap import LEVEL_BITS, LEVEL_MASK, RankMap

BEFORE_ALL = 2**62


@dataclass(frozen=True, slots=True)
class IndexQuestion:
    """Who in the scope can help this mentee with these goals? week: a Monday. The rest is as of Question."""

    mentee_id: str
    goals: tuple[GoalFacts, ...]
    week: date
    minimum_shared_minutes: int
    limit: int
    after: Place | None = None
    minimum_session_minutes: int = 0
    scope: Scope = EVERYBODY


class Asked(NamedTuple):
    """The question as numbers. wanted: places of skills, with levels and weights (parts of 1) beside them.

    own: by skill, the mentee's level. hidden: by person, who is not shown whatever else holds. `time`: as of AskedTime.
    languages: by set of languages, whether the mentee shares one. after_*: the last place seen. tie_*: as of TieOrder.
    """

    wanted: Int32s
    levels: Int32s
    weights: npt.NDArray[np.float64]
    own: npt.NDArray[np.int8]
    hidden: Bools
    time: AskedTime
    languages: Bools
    mentee: int
    damping: float
    fit_below: float
    fit_at: float
    after_billionths: int
    after_exact: int
    after_tie: int
    after_rank: int
    tie_factor: int
    tie_shift: int
    limit: int


class Found(NamedTuple):
    """What a road found, best first, parallel: places of people, billionths, exact targets, ties, shared minutes."""

    people: Int32s
    billionths: Int64s
    exact: Int32s
    ties: Int32s
    minutes: Int32s


class Road(Protocol):
    """A way to go through the arrays; all ways have the same answers."""

    name: str

    def rank(self, ranked: RankMap, asked: Asked) -> Found:
        """The best `asked.limit` mentors in the total order."""
        ...


def ask(ranked: RankMap, question: IndexQuestion) -> Asked | None:
    """The question as numbers, or None when the map does not know the mentee, who must be in the scope."""
    people = ranked.people
    mentee = people.place.get(question.mentee_id)
    if mentee is None or not people.known[mentee]:
        return None
    wanted, levels, weights = _aims(ranked, question.goals)
    own = np.zeros(len(ranked.holders), np.int8)
    claims: Int32s = ranked.claims.view(mentee)
    own[claims >> LEVEL_BITS] = claims & LEVEL_MASK
    hidden = np.zeros(len(people.rank), np.bool_)
    hidden[list(people.hidden_from(mentee))] = True
    if question.scope != EVERYBODY:
        hidden |= people.outside(question.scope)
    if ranked.policy.rules:
        mine = people.attribute_sets[int(people.attribute_set[mentee])]
        hidden |= people.not_meeting(demands_of(ranked.policy.rules, mine))
    policy, after, order = ranked.policy, question.after, tie_order(question.mentee_id)
    return Asked(
        wanted=wanted,
        levels=levels,
        weights=weights,
        own=own,
        hidden=hidden,
        time=asked_time(
            people,
            mentee,
            day_number(question.week),
            question.minimum_shared_minutes,
            question.minimum_session_minutes,
        ),
        languages=_shared(people.language_sets[int(people.language_set[mentee])], people.language_sets),
        mentee=mentee,
        damping=policy.damping,
        fit_below=policy.fit_below,
        fit_at=policy.fit_at,
        after_billionths=after.proximity_billionths if after else BEFORE_ALL,
        after_exact=after.exact_targets if after else 0,
        after_tie=after.tie if after else 0,
        after_rank=people.first_rank_after(after.mentor_id) if after else 0,
        tie_factor=order.factor,
        tie_shift=order.shift,
        limit=question.limit,
    )


def answer(ranked: RankMap, found: Found) -> list[RankedMentor]:
    """What was found, as the matching's rows."""
    ids = ranked.people.ids
    people: list[int] = found.people.tolist()
    return [
        RankedMentor(ids[person], billionths, exact, tie, minutes)
        for person, billionths, exact, tie, minutes in zip(
            people,
            found.billionths.tolist(),
            found.exact.tolist(),
            found.ties.tolist(),
            found.minutes.tolist(),
            strict=True,
        )
    ]


def _aims(ranked: RankMap, goals: Sequence[GoalFacts]) -> tuple[Int32s, Int32s, npt.NDArray[np.float64]]:
    """Skills, levels and weights of all targets: those of a goal share its part of the priorities."""
    wanted: list[int] = []
    levels: list[int] = []
    weights: list[float] = []
    priorities = sum(goal.priority for goal in goals)
    for goal in goals:
        targets = [
            (target, ranked.skill_place.get(target.skill_id))
            for target in sorted(goal.targets, key=lambda target: target.skill_id)
        ]
        # A skill that the map has not met is held by nobody, but has its part of the weight.
        raw = [
            target.weight * (1.0 if place is None else float(ranked.specificity[place]))
            for target, place in targets
        ]
        total = sum(raw)
        for (target, place), each in zip(targets, raw, strict=True):
            if place is not None:
                wanted.append(place)
                levels.append(target.level)
                weights.append(goal.priority / priorities * each / total)
    return np.array(wanted, np.int32), np.array(levels, np.int32), np.array(weights, np.float64)


def _shared(mine: Iterable[str], sets: Sequence[tuple[str, ...]]) -> Bools:
    """For each set of languages whether it is unsaid, mine is, or there is one in both."""
    own = set(mine)
    return np.array([not own or not others or not own.isdisjoint(others) for others in sets], np.bool_)
