"""Explains any pair: the rank, its reasons, the rules that exclude the pair, and what would change that."""

import math
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import replace
from datetime import date

from graphapi.attributes.model import demands_of
from graphapi.availability.sharing import minutes_of
from graphapi.calendar.weeks import week_of
from graphapi.errors import InvalidInput, NotFound
from graphapi.graphdb.admission import Admission
from graphapi.graphdb.database import Database, Transaction
from graphapi.matching import graph
from graphapi.matching.facts import RankedMentor
from graphapi.matching.graph import PathRow
from graphapi.matching.grounds import grounds_of
from graphapi.matching.model import Explanation, Place, Question, RuleVerdict
from graphapi.matching.pair import SharedTime, pair_of
from graphapi.matching.ranker import Ranker
from graphapi.matching.ranking import check_bounds, checked_mentee, place_in, read_reasons, with_reasons
from graphapi.matching.rules import verdicts
from graphapi.people.further_ids import own_id
from graphapi.people.ties import tie_order
from graphapi.policy.model import BILLION, ODD_CUT
from graphapi.policy.versions import active_policy

# Ranks beyond this are not counted.
_MOST_RANKED = 200_000


async def explain_match(
    database: Database, question: Question, mentor_id: str, today: date, ranker: Ranker | None = None
) -> Explanation:
    """Why `mentor_id` is, or is not, among the mentors that `question` finds (its page is ignored).

    Raises NotFound for an unknown mentee, mentor or goal, InvalidInput and Overloaded as rank_mentors does.
    """
    whole = replace(question, after=None)
    check_bounds(question)
    async with (database.pages if ranker else database.expensive).place():
        return await database.read(
            "matching/explain_match",
            lambda tx: _explain(tx, whole, mentor_id, today, ranker, database.expensive),
        )


async def _explain(
    tx: Transaction, question: Question, mentor_id: str, today: date, ranker: Ranker | None, expensive: Admission
) -> Explanation:
    week = week_of(question.week or today)
    question, mentee = await checked_mentee(tx, question, week)
    if not mentee.goals:
        raise InvalidInput("This person has no active goal. Create one, then try again.", path=["menteeId"])
    facts = await graph.pair_facts(tx, question.mentee_id, mentor_id, week)
    if facts is None and (meant := await own_id(tx, mentor_id)):
        mentor_id, facts = meant, await graph.pair_facts(tx, question.mentee_id, meant, week)
    if facts is None:
        raise NotFound(f"There is no person with the id {mentor_id!r}.", path=["mentorId"])
    served = await ranker.rank(tx, question, mentee, week, _MOST_RANKED) if ranker else None
    policy = served.policy if served else await active_policy(tx)
    if served:
        ranked = served.mentors
    else:
        async with expensive.place() if ranker else nullcontext():
            demands = demands_of(policy.rules, mentee.attributes)
            ranked = await graph.ranked_mentors(tx, question, week, policy.version, _MOST_RANKED, demands)
    reasons = await read_reasons(tx, question, policy, week, [mentor_id])
    shared = reasons.shared(mentor_id)
    tie = tie_order(question.mentee_id).number_of(facts.mentor_tie_key)
    place = place_of(mentor_id, tie, reasons.paths.get(mentor_id, ()))
    orders = [place_in(other).order for other in ranked]
    rank = next((i for i, other in enumerate(ranked, start=1) if other.mentor_id == mentor_id), None)
    ahead = sum(order < place.order for order in orders)
    candidate = RankedMentor(mentor_id, place.proximity_billionths, place.exact_targets, tie, minutes_of(shared))
    (match,) = with_reasons(mentee, [candidate], reasons)
    time = SharedTime(
        minutes_of(reasons.shared(mentor_id, whatever_format=True)),
        match.shared_minutes,
        match.longest_shared_minutes,
    )
    rules = verdicts(pair_of(facts, time, question, policy.rules))
    reachable = place.proximity_billionths > 0
    return Explanation(
        match=match,
        week=week,
        policy=policy,
        rank=rank,
        rank_without_rules=ahead + 1 if reachable else None,
        ranked_mentors=len(ranked),
        rules=rules,
        summary=_summary(rank, len(ranked), ahead + 1, rules, reachable=reachable),
        grounds=await grounds_of(tx, match.paths),
    )


def place_of(mentor_id: str, tie: int, rows: Sequence[PathRow]) -> Place:
    """A mentor's place from its paths, by the same formula and cut as the ranking query."""
    remaining: dict[tuple[str, str], list[float]] = {}
    weights: dict[tuple[str, str], float] = {}
    for path in rows:
        key = (path.goal_id, path.wanted_id)
        remaining.setdefault(key, []).append(path.log_remaining)
        weights[key] = path.goal_weight * path.target_weight
    proximity = math.fsum(
        weights[key] * -math.expm1(math.fsum(logarithms)) for key, logarithms in remaining.items()
    )
    exact = sum(path.held_id == path.wanted_id for path in rows)
    return Place(math.floor(proximity * BILLION + ODD_CUT), exact, tie, mentor_id)


def _summary(
    rank: int | None, ranked: int, would_be: int, rules: tuple[RuleVerdict, ...], *, reachable: bool
) -> str:
    broken = [rule for rule in rules if not rule.holds]
    if rank is not None:
        return f"Ranked {rank} of {ranked}."
    if not reachable:
        paths = "the mentor has no skill, at a higher level than the mentee, that leads to these goals"
        return f"Not ranked: {paths}." + "".join(f" {rule.reason}" for rule in broken)
    return (f"Not ranked. Without the hard rules the rank would be {would_be}: ") + " ".join(
        rule.reason for rule in broken
    )
