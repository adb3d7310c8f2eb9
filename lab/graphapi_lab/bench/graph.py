"""The benchmark's query files as typed functions."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from graphapi.graphdb.database import Database, Transaction
from graphapi.graphdb.queries import statement
from graphapi.graphdb.rows import Nothing, row
from graphapi.matching.model import Question
from graphapi.people.ties import tie_order


@row
class OnePatternMentor:
    """As the shipped ranking's row."""

    mentor_id: str
    proximity_billionths: int
    exact_targets: int
    tie: int
    shared_minutes: int


_CREATE_SKILLS = statement("bench/create_skills", Nothing)
_CREATE_RELATIONS = statement("bench/create_relations", Nothing)
_CREATE_NEAR = statement("bench/create_near", Nothing)
_CREATE_PEOPLE = statement("bench/create_people", Nothing)
_CREATE_PAIRS = statement("bench/create_pairs", Nothing)
_CREATE_HORIZON = statement("bench/create_horizon", Nothing)
_ONE_PATTERN = statement("bench/one_pattern", OnePatternMentor)


async def create_skills(tx: Transaction, ids: Sequence[str]) -> None:
    """Makes skills."""
    await tx.run(_CREATE_SKILLS, ids=list(ids))


async def create_relations(tx: Transaction, rows: Sequence[dict[str, Any]]) -> None:
    """Makes RELATED; a row has `id`, `others` and `strengths`."""
    await tx.run(_CREATE_RELATIONS, rows=list(rows))


async def create_near(tx: Transaction, rows: Sequence[dict[str, Any]]) -> None:
    """Makes NEAR; a row has `skill`, `others`, `strengths` and `vias`, skills by their place in the order of ids."""
    await tx.run(_CREATE_NEAR, rows=list(rows))


async def create_people(tx: Transaction, people: Sequence[dict[str, Any]], from_week: date, until: date) -> None:
    """Makes people with claims, goals and time; skills and slots are given by their place in the order of ids."""
    await tx.run(_CREATE_PEOPLE, people=list(people), **{"from": from_week, "until": until})


async def create_pairs(
    tx: Transaction,
    managers: Sequence[tuple[str, str]],
    matches: Sequence[tuple[str, str]],
    blocks: Sequence[tuple[str, str]],
) -> None:
    """Makes what leads from one person to another; every person must be there."""
    await tx.run(
        _CREATE_PAIRS,
        managers=[list(pair) for pair in managers],
        matches=[list(pair) for pair in matches],
        blocks=[list(pair) for pair in blocks],
    )


async def create_horizon(tx: Transaction, from_week: date, until: date, rules: int) -> None:
    """Says between which weeks free time is there."""
    await tx.run(_CREATE_HORIZON, **{"from": from_week, "until": until, "rules": rules})


async def ranked_by_one_pattern(
    tx: Transaction, question: Question, week: date, policy_version: int, limit: int
) -> list[OnePatternMentor]:
    """Mentors as the obvious query finds them."""
    return await tx.rows(_ONE_PATTERN, **_parameters(question, week, policy_version, limit))


async def hits_of_one_pattern(
    database: Database, question: Question, week: date, policy_version: int, limit: int
) -> int:
    """How often the obvious query goes to the store."""
    return await database.hits(_ONE_PATTERN, **_parameters(question, week, policy_version, limit))


def _parameters(question: Question, week: date, policy_version: int, limit: int) -> dict[str, Any]:
    after, order = question.after, tie_order(question.mentee_id)
    return {
        "menteeId": question.mentee_id,
        "goalIds": None if question.goal_ids is None else list(question.goal_ids),
        "policyVersion": policy_version,
        "week": week,
        "minimumSharedMinutes": question.minimum_shared_minutes,
        "tieFactor": order.factor,
        "tieShift": order.shift,
        "afterProximity": after.proximity_billionths if after else None,
        "afterExactTargets": after.exact_targets if after else None,
        "afterTie": after.tie if after else None,
        "afterId": after.mentor_id if after else None,
        "limit": limit,
    }
