"""The matching's query files as typed functions."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from graphapi.attributes.model import Demand
from graphapi.graphdb.database import Database, Transaction
from graphapi.graphdb.queries import statement
from graphapi.graphdb.rows import row
from graphapi.matching.facts import MenteeFacts, RankedMentor
from graphapi.matching.model import Question
from graphapi.people.ties import tie_order


@row
class GoalOwner:
    """Whose goal it is."""

    person_id: str


@row
class NamedSkill:
    """A skill between two others."""

    id: str
    label: str


@row
class PathRow:
    """One path that counts. The weights are parts of 1; log_remaining = ln(1 - damping * value)."""

    mentor_id: str
    goal_id: str
    goal_weight: float
    wanted_id: str
    wanted_label: str
    target_level: int
    target_weight: float
    held_id: str
    held_label: str
    mentor_level: int
    mentee_level: int
    nearness: float
    fit: float
    log_remaining: float
    via: tuple[NamedSkill, ...]


@row
class AimRow:
    """A target of one of the goals; the weights of all of them sum to 1."""

    goal_id: str
    skill_id: str
    label: str
    level: int
    weight: float


@row
class PieceRow:
    """Minutes [starts, ends) from Monday 00:00 UTC inside one half-hour; formats: the accepted ones, empty for any."""

    starts: int
    ends: int
    formats: tuple[str, ...]


@row
class FreePieces:
    """When a person is free, in the half-hours of the mentee."""

    person_id: str
    pieces: tuple[PieceRow, ...]


@row
class PairFacts:
    """What the hard rules look at; steps are 0 when neither reports to the other within two.

    weekly_minutes: the most that the mentor gives per week, None for no limit.
    """

    mentee_id: str
    mentor_id: str
    mentoring: bool
    places: int
    weekly_minutes: int | None
    mentor_tie_key: int
    places_taken: int
    mentee_languages: tuple[str, ...]
    mentor_languages: tuple[str, ...]
    mentee_formats: tuple[str, ...]
    mentor_formats: tuple[str, ...]
    mentee_attributes: tuple[str, ...]
    mentor_attributes: tuple[str, ...]
    steps_up_to_mentor: int
    steps_up_to_mentee: int
    blocked: bool
    declined: bool
    matched: bool
    mentee_free_minutes: int
    mentor_free_minutes: int


@row
class ServerStart:
    """When the server's process started, in milliseconds since 1970."""

    started_at: int


_SERVER_START = statement("matching/server_start", ServerStart)
_RANK_MENTORS = statement("matching/rank_mentors", RankedMentor)
_MENTEE = statement("matching/mentee", MenteeFacts)
_GOAL_OWNER = statement("matching/goal_owner", GoalOwner)
_CONTRIBUTING_PATHS = statement("matching/contributing_paths", PathRow)
_AIMS = statement("matching/aims", AimRow)
_FREE_PIECES = statement("matching/free_pieces", FreePieces)
_PAIR_FACTS = statement("matching/pair_facts", PairFacts)


async def server_start(tx: Transaction) -> int | None:
    """When the server's process started, in milliseconds since 1970."""
    found = await tx.one(_SERVER_START)
    return found.started_at if found else None


async def mentee_facts(
    tx: Transaction, mentee_id: str, goal_ids: Sequence[str] | None, week: date
) -> MenteeFacts | None:
    """The mentee with the given goals (None: the active ones), or None for an unknown id."""
    return await tx.one(_MENTEE, menteeId=mentee_id, goalIds=_listed(goal_ids), week=week)


async def goal_owner(tx: Transaction, goal_id: str) -> str | None:
    """The id of the person who pursues the goal."""
    found = await tx.one(_GOAL_OWNER, goalId=goal_id)
    return found.person_id if found else None


async def ranked_mentors(
    tx: Transaction,
    question: Question,
    week: date,
    policy_version: int,
    limit: int,
    demands: Sequence[Demand] = (),
) -> list[RankedMentor]:
    """Mentors after `question.after` in the total order, `limit` at most, who meet all demands."""
    return await tx.rows(_RANK_MENTORS, **_ranking_parameters(question, week, policy_version, limit, demands))


async def hits_of_ranking(
    database: Database, question: Question, week: date, policy_version: int, limit: int
) -> int:
    """The number of db hits of the ranking query."""
    return await database.hits(_RANK_MENTORS, **_ranking_parameters(question, week, policy_version, limit))


def _ranking_parameters(
    question: Question, week: date, policy_version: int, limit: int, demands: Sequence[Demand] = ()
) -> dict[str, Any]:
    after, order = question.after, tie_order(question.mentee_id)
    return {
        "menteeId": question.mentee_id,
        "goalIds": _listed(question.goal_ids),
        "policyVersion": policy_version,
        "week": week,
        "minimumSharedMinutes": question.minimum_shared_minutes,
        "tieFactor": order.factor,
        "tieShift": order.shift,
        "minimumSessionMinutes": question.minimum_session_minutes,
        "askedMinutes": question.asked_minutes,
        "afterProximity": after.proximity_billionths if after else None,
        "afterExactTargets": after.exact_targets if after else None,
        "afterTie": after.tie if after else None,
        "afterId": after.mentor_id if after else None,
        "demands": [
            {
                "prefix": demand.prefix,
                "oneOf": None if demand.one_of is None else list(demand.one_of),
                "noneOf": list(demand.none_of),
            }
            for demand in demands
        ],
        "limit": limit,
    }


async def contributing_paths(
    tx: Transaction,
    mentee_id: str,
    goal_ids: Sequence[str] | None,
    policy_version: int,
    mentor_ids: Sequence[str],
) -> list[PathRow]:
    """Every path that counts towards the given mentors."""
    return await tx.rows(
        _CONTRIBUTING_PATHS,
        menteeId=mentee_id,
        goalIds=_listed(goal_ids),
        policyVersion=policy_version,
        mentorIds=list(mentor_ids),
    )


async def aims(
    tx: Transaction, mentee_id: str, goal_ids: Sequence[str] | None, policy_version: int
) -> list[AimRow]:
    """The targets of the active goals, by goal and skill."""
    return await tx.rows(_AIMS, menteeId=mentee_id, goalIds=_listed(goal_ids), policyVersion=policy_version)


async def free_pieces(
    tx: Transaction, mentee_id: str, mentor_ids: Sequence[str], week: date
) -> dict[str, tuple[PieceRow, ...]]:
    """When the mentee and the mentors are free, by person, in the half-hours of the mentee."""
    found = await tx.rows(_FREE_PIECES, menteeId=mentee_id, mentorIds=list(mentor_ids), week=week)
    return {free.person_id: free.pieces for free in found}


async def pair_facts(tx: Transaction, mentee_id: str, mentor_id: str, week: date) -> PairFacts | None:
    """What the hard rules look at, or None when one of the two is unknown."""
    return await tx.one(_PAIR_FACTS, menteeId=mentee_id, mentorId=mentor_id, week=week)


def _listed(goal_ids: Sequence[str] | None) -> list[str] | None:
    return None if goal_ids is None else list(goal_ids)
